#include <fmt/format.h>

#include <algorithm>

#include "ask.hpp"
#include "child.hpp"
#include "commands.hpp"
#include "context.hpp"
#include "judge/error.hpp"
#include "predict.hpp"
#include "progress.hpp"
#include "terminal.hpp"

namespace hb::cli {
namespace {

int run_measure(grade::Lesson const& lesson) {
    build_or_throw("measure." + lesson.name);
    return run_shown({(workspace().tree / "bin" / ("measure." + lesson.name)).string()});
}

/// Predictions come first: who has seen the program run predicts nothing.
void predict(grade::Lesson const& lesson, bool no_input) {
    if (no_input || !somebody_is_there()) {
        fmt::print(stderr, "No prediction is asked: {}.\n", no_input ? "--no-input" : "input or output is no terminal");
        return;
    }
    auto const concepts = still_to_predict(lesson, load_progress(state_folder()));
    if (!concepts.empty()) ask_predictions(lesson, concepts);
}

int run(std::string const& name, bool measure, bool no_input) {
    auto const lesson = choose_lesson(name);
    if (measure) return run_measure(lesson);
    if (!lesson.demonstration) {
        predict(lesson, no_input);
        throw UserError{fmt::format("{} has no demonstration.", lesson.name), "Its README says what to run."};
    }
    auto const& demonstration = *lesson.demonstration;
    grade::Answer const answer{lesson.name, demonstration.exercise, demonstration.answer};
    build_or_throw(grade::Workspace::target(answer, "plain"));
    predict(lesson, no_input);
    auto command = subject::words_by_hand(demonstration.request.scenario, demonstration.request.arguments);
    command.insert(command.begin(), workspace().subject(answer, "plain").string());
    fmt::print("{}: {} runs of\n  {}\n", bold(lesson.title), demonstration.runs,
               std::filesystem::relative(workspace().answer_file(answer), workspace().root).string());
    int wrong = 0;
    for (int i = 0; i < demonstration.runs; ++i) {
        auto seeded = command;
        seeded.push_back(fmt::format("seed={}", i + 1));
        fmt::print("\n{}\n", dim(fmt::format("run {}", i + 1)));
        std::fflush(stdout);
        wrong += run_shown(seeded) == 0 ? 0 : 1;
    }
    fmt::print("\n{} of {} runs came out wrong.\n", wrong, demonstration.runs);
    return all_well;
}

}  // namespace

void add_run(CLI::App& app, Action& chosen) {
    struct Options {
        std::string lesson;
        bool measure = false;
        bool no_input = false;
    };
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("run", "Predict what a lesson's programs do, then see its demonstration");
    command->add_option("lesson", options->lesson, "01_lost_update, or 01")->required();
    command->add_flag("--measure", options->measure, "print the lesson's table of numbers for this machine");
    command->add_flag("--no-input", options->no_input, "ask for no prediction");
    command->footer("Examples:\n  ./hb run 01\n  ./hb run 01 --no-input\n  ./hb run 01 --measure");
    command->callback([options, &chosen] {
        chosen = [options] { return run(options->lesson, options->measure, options->no_input); };
    });
}

}  // namespace hb::cli
