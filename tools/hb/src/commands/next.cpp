#include <fmt/format.h>

#include <algorithm>

#include "commands.hpp"
#include "context.hpp"
#include "predict.hpp"
#include "standings.hpp"
#include "terminal.hpp"

namespace hb::cli {
namespace {

bool finished(ExerciseStanding const& exercise) {
    return exercise.standing.state == Standing::State::finished;
}

/// The prerequisites of the exercise's lesson that are not finished.
std::vector<std::string> missing_before(ExerciseStanding const& exercise, std::vector<ExerciseStanding> const& all) {
    std::vector<std::string> missing;
    for (auto const& needed : exercise.chosen.lesson.prerequisites) {
        bool const open = std::any_of(all.begin(), all.end(), [&](ExerciseStanding const& other) {
            return other.chosen.lesson.name == needed && !finished(other);
        });
        if (open) missing.push_back(needed);
    }
    return missing;
}

/// The first unfinished exercise of a lesson whose prerequisites are finished; if there is none such, the first
/// unfinished one; null if all are finished.
ExerciseStanding const* next_of(std::vector<ExerciseStanding> const& all) {
    ExerciseStanding const* first = nullptr;
    for (auto const& exercise : all) {
        if (finished(exercise)) continue;
        if (missing_before(exercise, all).empty()) return &exercise;
        if (first == nullptr) first = &exercise;
    }
    return first;
}

std::string what_is_missing(Standing const& standing) {
    auto const* open = first_open(standing);
    switch (standing.state) {
        case Standing::State::not_checked:
            return "it was not checked yet";
        case Standing::State::changed:
            return fmt::format("its file has changed since the last check ({})", standing.checked);
        case Standing::State::failed:
            return fmt::format("{} fails", grade::name_of(open->kind));
        case Standing::State::not_complete:
            return fmt::format("the verdict {} was not asked yet", grade::name_of(open->kind));
        case Standing::State::finished:
            break;
    }
    return {};
}

std::string why_next(ExerciseStanding const& exercise, std::vector<ExerciseStanding> const& all) {
    auto const& needed = exercise.chosen.lesson.prerequisites;
    auto const missing = missing_before(exercise, all);
    auto text = fmt::format("It is the first exercise that is not finished: {}. ", what_is_missing(exercise.standing));
    if (exercise.standing.state == Standing::State::failed)
        text += first_open(exercise.standing)->recorded->sentence + " ";
    if (needed.empty()) return text + "Its lesson needs no other one before.";
    if (missing.empty())
        return text + fmt::format("What its lesson needs before is finished: {}.", fmt::join(needed, ", "));
    return text + fmt::format("Its lesson needs before what is not finished: {}.", fmt::join(missing, ", "));
}

void show_steps(ExerciseStanding const& exercise, bool predictions_open) {
    auto const& chosen = exercise.chosen;
    auto const step = [](std::string const& what, std::string const& why) { fmt::print("  {:<52} {}\n", what, why); };
    if (predictions_open) step("./hb run " + chosen.lesson.name, "predict, then watch");
    step("lessons/" + chosen.lesson.name + "/README.md", "read");
    step("lessons/" + key_of(chosen) + ".hpp", "open and finish");
    step("./hb check " + short_name(chosen), "judge it");
    auto const hints = static_cast<int>(chosen.exercise.hints.size()) - exercise.standing.hints_shown;
    if (hints > 0) step("./hb hint " + short_name(chosen), fmt::format("{} left", hints));
}

int next() {
    auto const progress = load_progress(state_folder());
    auto const all = standings(progress);
    auto const* exercise = next_of(all);
    if (exercise == nullptr) {
        fmt::print("Every exercise is finished. ./hb status shows them all.\n");
        return all_well;
    }
    auto const& [lesson, rubric] = exercise->chosen;
    fmt::print("{}\n{}\n{}\n", bold(key_of(exercise->chosen)), dim(wrapped(rubric.task, 2)),
               wrapped(why_next(*exercise, all), 2));
    show_steps(*exercise, !still_to_predict(lesson, progress).empty());
    return all_well;
}

}  // namespace

void add_next(CLI::App& app, Action& chosen) {
    auto* command = app.add_subcommand("next", "The exercise to go on with, and why");
    command->footer("Example:\n  ./hb next");
    command->callback([&chosen] { chosen = next; });
}

}  // namespace hb::cli
