#include "watch/session.hpp"

#include "commands.hpp"
#include "context.hpp"
#include "judgement.hpp"

namespace hb::cli {

void add_watch(CLI::App& app, Action& chosen) {
    auto options = std::make_shared<WatchOptions>();
    auto* command = app.add_subcommand("watch", "Check an answer each time that you save it");
    command->add_option("exercise", options->exercise, "as for check; all if left out");
    command->add_option("--answers", options->set, "lessons (yours), solutions, starters or kit/<slug>")
        ->capture_default_str();
    command->add_option("--verdict", options->verdicts, "only this verdict; may be given again")
        ->check(CLI::IsMember(verdict_names()));
    command->add_flag("--poll", options->poll, "only look at the files each second");
    command->footer(
        "What is named is checked at once, and then whenever it is saved; without a name\n"
        "every answer is checked from its first save on. --poll leaves out the kernel's\n"
        "events; files are looked at each second in any case.\n\n"
        "Keys: h hint, r run again (every verdict anew), n next, q quit, ? help. Without\n"
        "a terminal there are none; Ctrl-C or SIGTERM ends it (exit status 130).\n\n"
        "Examples:\n  ./hb watch count_up\n  ./hb watch 01\n  ./hb watch");
    command->callback([options, &chosen] {
        chosen = [options] {
            require_answers(options->exercise.empty() ? std::vector<Chosen>{} : choose(options->exercise),
                            options->set);
            WatchSession{*options}.run();
            return all_well;
        };
    });
}

}  // namespace hb::cli
