#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "commands.hpp"
#include "context.hpp"
#include "standings.hpp"
#include "status_json.hpp"
#include "terminal.hpp"

namespace hb::cli {
namespace {

constexpr std::size_t name_columns = 18;
constexpr std::size_t bar_columns = 40;

/// "really-parallel" stands in two lines: "really-" and "parallel".
struct Column {
    grade::Kind kind;
    std::string above;
    std::string below;

    explicit Column(grade::Kind which) : kind{which}, below{grade::name_of(which)} {
        auto const cut = below.find('-');
        if (cut == std::string::npos) return;
        above = below.substr(0, cut + 1);
        below.erase(0, cut + 1);
    }
    [[nodiscard]] std::size_t width() const { return std::max(above.size(), below.size()) + 1; }
};

/// One for each verdict that any exercise has.
std::vector<Column> columns_of(std::vector<ExerciseStanding> const& all) {
    std::set<grade::Kind> used;
    for (auto const& exercise : all) {
        for (auto const& verdict : exercise.standing.verdicts)
            used.insert(verdict.kind);
    }
    return {used.begin(), used.end()};
}

std::string cell(Column const& column, Standing const& standing) {
    auto const verdict = std::find_if(standing.verdicts.begin(), standing.verdicts.end(),
                                      [&](VerdictStanding const& one) { return one.kind == column.kind; });
    if (verdict == standing.verdicts.end()) return std::string(column.width(), ' ');
    auto const padded = [&](char const* word) { return fmt::format("{:<{}}", word, column.width()); };
    if (verdict->recorded == nullptr) return padded(".");
    auto const result = verdict->recorded->result;
    switch (result) {
        case grade::Result::pass:
            return coloured(padded("pass"), result);
        case grade::Result::fail:
            return coloured(padded("FAIL"), result);
        case grade::Result::inconclusive:
            return coloured(padded("?"), result);
        case grade::Result::not_applicable:
            break;
    }
    return coloured(padded("-"), result);
}

void show_head(std::vector<Column> const& columns) {
    for (auto const part : {&Column::above, &Column::below}) {
        fmt::print("{:<{}}", "", name_columns);
        for (auto const& column : columns)
            fmt::print("{:<{}}", column.*part, column.width());
        fmt::print("{}\n", part == &Column::below ? "points" : "");
    }
}

void show_exercise(ExerciseStanding const& exercise, std::vector<Column> const& columns) {
    auto const& [chosen, standing] = exercise;
    auto name = "  " + chosen.exercise.name;
    if (name.size() >= name_columns) {
        fmt::print("{}\n", name);
        name.clear();
    }
    fmt::print("{:<{}}", name, name_columns);
    for (auto const& column : columns)
        fmt::print("{}", cell(column, standing));
    fmt::print("{} of {}\n", standing.points, standing.points_at_stake);
    if (standing.state == Standing::State::changed)
        fmt::print("{:<{}}{}\n", "", name_columns, in_words(standing.state));
}

void show_bar(Points const& points) {
    auto const full = points.at_stake == 0 ? 0
                                           : bar_columns * static_cast<std::size_t>(points.got) /
                                                 static_cast<std::size_t>(points.at_stake);
    fmt::print("\n[{}{}] {} of {} points\n", std::string(full, '#'), std::string(bar_columns - full, '-'), points.got,
               points.at_stake);
    if (points.pending > 0) fmt::print("{} points are pending: a verdict was inconclusive.\n", points.pending);
    if (points.of_changed > 0) {
        fmt::print("{} of the points are of answers that changed since: ./hb check\n", points.of_changed);
    }
}

void show_predictions(Progress const& progress) {
    auto const found = matches(progress);
    if (found.empty()) return;
    fmt::print("\n{:<40}made  right\n", "Predictions about");
    for (auto const& match : found) {
        fmt::print("  {:<38}{:>4}  {:>5}  {}\n", match.about, match.made, match.right,
                   match.holds ? coloured("holds", grade::Result::pass) : "will be asked again");
    }
}

int status(bool json) {
    auto const progress = load_progress(state_folder());
    auto const all = standings(progress);
    if (json) {
        fmt::print("{}\n", status_json(all, progress).dump(2));
        return all_well;
    }
    auto const columns = columns_of(all);
    show_head(columns);
    std::string lesson;
    for (auto const& exercise : all) {
        if (exercise.chosen.lesson.name != lesson) {
            lesson = exercise.chosen.lesson.name;
            fmt::print("{}  {}\n", bold(lesson), exercise.chosen.lesson.title);
        }
        show_exercise(exercise, columns);
    }
    fmt::print("{}\n", dim("  .  not asked   ?  inconclusive   -  not applicable"));
    show_bar(sum(all));
    show_predictions(progress);
    return all_well;
}

}  // namespace

void add_status(CLI::App& app, Action& chosen) {
    auto json = std::make_shared<bool>(false);
    auto* command = app.add_subcommand("status", "What you have reached: verdicts, points, predictions");
    command->add_flag("--json", *json, "as JSON: docs/status.schema.json");
    command->footer("Examples:\n  ./hb status\n  ./hb status --json");
    command->callback([json, &chosen] { chosen = [json] { return status(*json); }; });
}

}  // namespace hb::cli
