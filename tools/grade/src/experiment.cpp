#include "grade/experiment.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "grade/verdict.hpp"
#include "judge/build.hpp"
#include "judge/error.hpp"
#include "judge/races.hpp"
#include "subject/scenario.hpp"

namespace hb::grade {
namespace {

/// As many as race-free makes by default: a race that is always there shows in nearly every run.
constexpr std::size_t race_runs = 5;
/// Seeds are shown: short ones are easily typed.
constexpr std::uint64_t largest_seed = 1'000'000;

void demand_answer(judge::Exchange const& exchange) {
    if (exchange.outcome == judge::Outcome::answered) return;
    throw UserError{fmt::format("{}: {}", command_of(exchange), describe(exchange)),
                    "Run the command again; if it stays so, ./hb doctor looks at the machine."};
}

}  // namespace

Experiment::Experiment(Workspace workspace, std::string lesson, std::uint64_t seed)
    : workspace_{std::move(workspace)}, lesson_{std::move(lesson)}, seed_{seed} {}

judge::Launch Experiment::launch(Shown const& shown, std::string_view flavour) {
    Answer const answer{lesson_, shown.exercise, shown.set};
    auto const file = workspace_.answer_file(answer);
    auto const built = judge::build(workspace_.tree, Workspace::target(answer, flavour), file);
    if (!built.built) {
        throw UserError{fmt::format("{} does not build:\n{}", built.target, built.log),
                        "Restore it: git checkout -- ."};
    }
    log_.push_back(std::filesystem::relative(file, workspace_.root).string());
    return workspace_.launch(answer, flavour);
}

subject::Values Experiment::run(Shown const& shown) {
    auto arguments = shown.request.arguments;
    if (subject::find(arguments, "seed") == nullptr)
        arguments.emplace_back("seed", static_cast<std::int64_t>(subject::mixed(seed_, log_.size()) % largest_seed));
    auto const exchange = judge::ask_once(launch(shown, "plain"), shown.request.scenario, arguments);
    demand_answer(exchange);
    log_.push_back("  " + command_of(exchange));
    for (auto const& [name, value] : exchange.reply) {
        bool const list =
            std::holds_alternative<subject::Integers>(value) || std::holds_alternative<subject::Texts>(value);
        if (!list) log_.push_back(fmt::format("  {} {}", name, subject::to_text(value)));
    }
    return exchange.reply;
}

bool Experiment::reports_data_race(Shown const& shown) {
    auto const launched = launch(shown, "tsan");
    auto const races =
        judge::observe_races(launched, shown.request.scenario, std::vector(race_runs, shown.request.arguments), seed_);
    for (auto const& run : races.runs)
        demand_answer(run.exchange);
    auto const& last = races.runs.back();  // the first with a report ended them
    log_.push_back("  " + command_of(last.exchange));
    bool const reported = std::any_of(last.reports.begin(), last.reports.end(),
                                      [](tsan::Report const& report) { return report.kind == tsan::Kind::data_race; });
    log_.push_back(reported ? "  ThreadSanitizer: a data race"
                            : fmt::format("  ThreadSanitizer: nothing in {} such runs", races.runs.size()));
    return reported;
}

std::int64_t integer(subject::Values const& reply, std::string_view name) {
    auto const* value = subject::find(reply, name);
    if (value == nullptr || !std::holds_alternative<std::int64_t>(*value)) {
        throw UserError{fmt::format("The reply holds no whole number named {}.", name),
                        "Mend the lesson's predictions.cpp below tests/lessons."};
    }
    return std::get<std::int64_t>(*value);
}

}  // namespace hb::grade
