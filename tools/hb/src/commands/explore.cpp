#include "explore/explore.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "commands.hpp"
#include "context.hpp"
#include "judge/error.hpp"
#include "judge/outcomes.hpp"
#include "judge/private_folder.hpp"
#include "judge/run_tool.hpp"

namespace hb::cli {
namespace {

struct ExploreOptions {
    std::string what;                ///< an exercise, or a source file
    std::vector<std::string> words;  ///< scenario and arguments; or the program's arguments
    std::string set = "lessons";
    std::string strategy = "dpor";
    std::string schedule;
    bool json = false;
    explore::Settings settings;
};

bool is_source(std::filesystem::path const& file) {
    return file.extension() == ".cpp" || file.extension() == ".cc" || file.extension() == ".cxx";
}

/// The scenario that lesson.toml names, or the one on the command line.
std::vector<std::string> words_for(grade::Exercise const& exercise, std::vector<std::string> given) {
    if (!given.empty()) return given;
    if (!exercise.interleavings) {
        throw UserError{fmt::format("{} asks for no interleavings.", exercise.name),
                        fmt::format("Name a scenario: ./hb explore {} SCENARIO name=value", exercise.name)};
    }
    return subject::words_by_hand(exercise.interleavings->scenario, exercise.interleavings->arguments);
}

explore::Result explore_exercise(ExploreOptions const& options) {
    auto const chosen = choose_one(options.what);
    require_answers({chosen}, options.set);
    auto const& [lesson, exercise] = chosen;
    grade::Answer const answer{lesson.name, exercise.name, options.set};
    auto const words = words_for(exercise, options.words);
    build_or_throw(grade::Workspace::target(answer, "explore"));
    auto settings = options.settings;
    auto const subject = workspace().subject(answer, "explore");
    settings.harness = workspace().root / "tools" / "subject";
    settings.entrance = judge::entrance_of_explored(subject, workspace().explorer());
    return explore::explore(subject, words, settings);
}

/// A whole program of anybody's, in one file.
explore::Result explore_source(ExploreOptions const& options) {
    build_or_throw("hb_explore");
    judge::PrivateFolder const folder;
    auto const program = folder.path() / "program";
    auto const library = workspace().explorer().parent_path().string();
    auto const compiled = judge::run_tool({HB_COMPILER, "-std=c++20", "@" + library + "/hb_explored.flags", "-c",
                                           options.what, "-o", program.string() + ".o"});
    if (compiled.status != 0) {
        throw UserError{fmt::format("{} does not compile:\n{}", options.what, compiled.err), "Mend it."};
    }
    auto const linked = judge::run_tool({HB_COMPILER, program.string() + ".o", "-o", program.string(), "-L" + library,
                                         "-lhb_explore", "-Wl,-rpath," + library, "-Wl,-z,now", "-lpthread"});
    if (linked.status != 0) {
        throw UserError{fmt::format("{} does not link:\n{}", options.what, linked.err),
                        "The explorer takes programs of one source file that need no further library."};
    }
    return explore::explore(program, options.words, options.settings);
}

int run_explore(ExploreOptions options) {
    auto const found = std::find(explore::strategy_names.begin(), explore::strategy_names.end(), options.strategy);
    options.settings.strategy = static_cast<explore::Strategy>(found - explore::strategy_names.begin());
    if (!options.schedule.empty()) {
        options.settings.schedule = explore::parse_schedule(options.schedule);
        if (!options.settings.schedule) {
            throw UserError{
                fmt::format("\"{}\" is no schedule.", options.schedule),
                "Copy the one that ./hb explore prints, from the word after \"schedule:\" to the line's end."};
        }
    }
    bool const source = is_source(options.what) && std::filesystem::is_regular_file(options.what);
    auto const result = source ? explore_source(options) : explore_exercise(options);
    fmt::print("{}", options.json ? explore::to_json(result) : explore::to_text(result));
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
        ->add_option("--strategy", options->strategy,
                     "dpor (partial-order reduction), depth_first (every schedule) or random")
        ->check(CLI::IsMember(std::vector<std::string>(explore::strategy_names.begin(), explore::strategy_names.end())))
        ->capture_default_str();
    command->add_option("--preemptions", options->settings.preemptions, "bound of depth_first")
        ->check(CLI::NonNegativeNumber);
    command->add_option("--executions", options->settings.executions, "at most, in each search")->capture_default_str();
    command->add_option("--seed", options->settings.seed, "of random")->check(CLI::NonNegativeNumber);
    command->add_flag("!--all", options->settings.stop_at_failure, "go on after the first failure: all outcomes");
    command->add_option("--schedule", options->schedule, "run this one again");
    command->add_flag("--json", options->json, "for programs");
    command->footer(
        "Examples:\n  ./hb explore count_up\n  ./hb explore count_up tally threads=2 per_thread=2 --all\n"
        "  ./hb explore count_up --answers kit/shared_counter\n  ./hb explore program.cpp\n\n"
        "Exit status: 0 no failure; 1 a failure; 2 bad arguments, or it could not be run; 3 inconclusive.\n"
        "docs/explorer.md says what it promises, and what it cannot see.");
    command->callback([options, &chosen] { chosen = [options] { return run_explore(*options); }; });
}

}  // namespace hb::cli
