#include "explore/explore.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "commands.hpp"
#include "context.hpp"
#include "explored.hpp"
#include "judge/interrupt.hpp"
#include "terminal.hpp"

namespace hb::cli {
namespace {

struct ExploreOptions {
    std::string what;                ///< an exercise, or a source file
    std::vector<std::string> words;  ///< scenario and arguments; or the program's arguments
    std::string set = "lessons";
    std::string strategy = "thorough";
    std::string engine = "fibers";
    std::string schedule;
    std::uint32_t seconds = 20;
    bool json = false;
    explore::Settings settings;
};

bool is_terminal() {
    return ::isatty(STDERR_FILENO) == 1;
}

/// Of a search that takes less than a second nothing is shown.
void show(explore::Progress const& progress) {
    if (progress.time >= std::chrono::seconds{1}) show_progress(explore::to_text(progress));
}

int run_explore(ExploreOptions options) {
    auto const found = std::find(explore::strategy_names.begin(), explore::strategy_names.end(), options.strategy);
    options.settings.strategy = static_cast<explore::Strategy>(found - explore::strategy_names.begin());
    options.settings.engine = *explore::engine_named(options.engine);
    if (!options.schedule.empty()) options.settings.schedule = schedule_or_throw(options.schedule);
    options.settings.time_limit = std::chrono::seconds{options.seconds};
    auto const explored = prepare_explored(options.what, options.words, options.set);
    options.settings.harness = explored.settings.harness;
    options.settings.entrance = explored.settings.entrance;
    options.settings.interrupts = explored.settings.interrupts;
    if (!options.json && is_terminal()) options.settings.on_progress = show;
    options.settings.must_return = explored.settings.must_return;
    options.settings.weak_memory = options.settings.weak_memory || explored.settings.weak_memory;
    auto const result = explore::explore(explored.program, explored.words, options.settings);
    if (options.settings.on_progress) show_progress("");
    fmt::print("{}", options.json ? explore::to_json(result) : explore::to_text(result));
    if (result.interrupted) return judge::interrupted_exit_status;
    if (!result.error.empty()) return wrong_usage;
    if (!result.failures.empty()) return some_verdict_failed;
    return result.inconclusive() != nullptr ? nothing_decided : all_well;
}

}  // namespace

void add_explore(CLI::App& app, Action& chosen) {
    auto options = std::make_shared<ExploreOptions>();
    auto* command = app.add_subcommand("explore", "Run an answer, or a program, in every interleaving of its threads");
    command->add_option("what", options->what, "an exercise, or a source file (.cpp)")->required();
    command->add_option("words", options->words,
                        "scenario and name=value (the exercise's own if left out), or the program's arguments");
    command->add_option("--answers", options->set, "lessons, solutions, starters or kit/<slug>")->capture_default_str();
    command
        ->add_option(
            "--strategy", options->strategy,
            "thorough (the next three by turns), dpor (partial-order reduction), random, pct (random priorities) "
            "or depth_first (every schedule)")
        ->check(CLI::IsMember(std::vector<std::string>(explore::strategy_names.begin(), explore::strategy_names.end())))
        ->capture_default_str();
    command->add_option("--engine", options->engine, "fibers, or os_threads: slower, for debuggers")
        ->check(CLI::IsMember(std::vector<std::string>(explore::engine_names.begin(), explore::engine_names.end())))
        ->capture_default_str();
    command->add_option("--preemptions", options->settings.preemptions, "bound of depth_first")
        ->check(CLI::NonNegativeNumber);
    command->add_option("--executions", options->settings.executions, "at most, in each search")->capture_default_str();
    command->add_flag("--weak", options->settings.weak_memory,
                      "atomic loads also read older values, where C++20 lets them");
    command->add_option("--seconds", options->seconds, "at most, for each search; 0: no limit")->capture_default_str();
    command->add_option("--jobs", options->settings.jobs, "processes that search; 0: one for each usable core")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    command
        ->add_option("--allow", options->settings.allowed,
                     "an output that is right, | for a line feed; may be given again; others are failures")
        ->allow_extra_args(false);
    command
        ->add_option("--spurious", options->settings.spurious, "so many wakeups that nobody caused, in each execution")
        ->check(CLI::NonNegativeNumber);
    command
        ->add_option("--early-timeouts", options->settings.early_timeouts,
                     "so many waits may time out although others could go on")
        ->check(CLI::NonNegativeNumber);
    command->add_option("--seed", options->settings.seed, "of random and pct")->check(CLI::NonNegativeNumber);
    command->add_option("--depth", options->settings.depth, "of the bugs that pct looks for")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    command->add_flag("!--as-found", options->settings.minimise, "do not look for the failure's simplest schedule");
    command->add_flag("!--all", options->settings.stop_at_failure, "go on after the first failure: all outcomes");
    command->add_option("--schedule", options->schedule,
                        "run this one again: its text, or a file that ./hb play saved");
    command->add_flag("--json", options->json, "for programs");
    command->footer(
        "Examples:\n  ./hb explore count_up\n  ./hb explore count_up tally threads=2 per_thread=2 --all\n"
        "  ./hb explore count_up --answers kit/shared_counter\n  ./hb explore program.cpp\n"
        "  ./hb explore program.cpp --weak\n"
        "  ./hb explore program.cpp --allow 1 --allow 2 --all\n"
        "  ./hb explore program.cpp --jobs 0 --seconds 3600 --executions 1000000000\n\n"
        "On a terminal a search that takes longer than a second shows how far it is. Ctrl-C ends it with what it\n"
        "has seen; a second one at once.\n\n"
        "Exit status: 0 no failure; 1 a failure; 2 bad arguments, or it could not be run; 3 inconclusive;\n"
        "130 interrupted.\n"
        "docs/explorer.md says what it promises, and what it cannot see.");
    command->callback([options, &chosen] { chosen = [options] { return run_explore(*options); }; });
}

}  // namespace hb::cli
