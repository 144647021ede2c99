#include "watch/session.hpp"

#include "commands.hpp"
#include "context.hpp"

namespace hb::cli {

void add_watch(CLI::App& app, Action& chosen) {
    auto options = std::make_shared<WatchOptions>();
    auto* command = app.add_subcommand("watch", "Check an answer each time that you save it");
    command->add_option("exercise", options->exercise,
                        "an exercise, a lesson, or lesson/exercise: checked at once, then whenever it is saved; "
                        "left out: every exercise, from its first save on");
    command->add_option("--answers", options->set, "lessons (yours), solutions, starters or kit/<slug>")
        ->capture_default_str();
    command->add_option("--verdict", options->verdicts, "only this verdict; may be given again")
        ->check(CLI::IsMember({"builds", "values", "rules", "really-parallel", "race-free", "fast"}));
    command->add_flag("--poll", options->poll,
                      "only look each second; without it that is done besides the kernel's events, which network and "
                      "WSL mounts do not send");
    command->footer(
        "Keys: h hint, r run again (every verdict anew), n next, q quit, ? help. Without a terminal there are\n"
        "no keys; Ctrl-C or SIGTERM ends it (exit status 130).\n\n"
        "Examples:\n  ./hb watch count_up\n  ./hb watch 01\n  ./hb watch");
    command->callback([options, &chosen] {
        chosen = [options] {
            WatchSession{*options}.run();
            return all_well;
        };
    });
}

}  // namespace hb::cli
