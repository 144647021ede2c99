#include "judge/outcomes.hpp"

#include <fmt/format.h>

#include <sstream>

#include "explore/explore.hpp"
#include "judge/containment.hpp"
#include "judge/interrupt.hpp"
#include "subject/scenario.hpp"
#include "watching.hpp"

namespace hb::judge {
namespace {

constexpr std::chrono::seconds time_for_one_search{20};
constexpr std::uint64_t random_executions = 2'000;  // less than a second
constexpr std::size_t lines_shown = 24;             // of an interleaving: a screen

explore::Settings settings_for(OutcomesRequest const& request) {
    explore::Settings settings;
    settings.entrance = entrance_of_explored(request.subject, request.runtime);
    settings.harness = request.harness;
    settings.must_return = true;  // its values are compared at its end
    settings.strategy = explore::Strategy::dpor;
    settings.executions = request.executions;
    settings.weak_memory = request.weak_memory;
    settings.time_limit = time_for_one_search;
    settings.interrupts = interrupts;
    return settings;
}

/// What a program that was run by hand prints of values that are wrong: "Expected total 2", "Actual   total 1".
std::string wrong_values(std::string const& printed) {
    constexpr std::string_view expected = "Expected ";
    constexpr std::string_view actual = "Actual   ";
    std::string told;
    std::string wanted;
    std::istringstream lines{printed};
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with(expected)) {
            wanted = line.substr(expected.size());
        } else if (line.starts_with(actual) && line.substr(actual.size()) != wanted) {
            told +=
                fmt::format("{}expected {}, actual {}", told.empty() ? "" : "; ", wanted, line.substr(actual.size()));
        }
    }
    return told;
}

/// The subject did not understand its arguments (exit status 2): the exercise is at fault, not the answer.
bool was_misused(explore::Result const& result) {
    return !result.failures.empty() && result.failures.front().ending == explore::Ending::bad_exit &&
           result.failures.front().text == "main returned 2";
}

void add(OutcomesEvidence& evidence, explore::Result const& result) {
    for (auto const& search : result.searches)
        if (search.name == "search") evidence.schedules += static_cast<std::int64_t>(search.executions);
    if (result.failures.empty()) return;
    for (auto const& failure : result.failures)
        evidence.failures.push_back(what_went_wrong(failure));
    // The last one shows most: what a race leads to.
    auto const& shown = result.failures.back();
    evidence.schedule = shown.schedule;
    std::istringstream lines{explore::to_text(shown)};
    std::string line;
    std::getline(lines, line);  // what came of it: told already
    while (std::getline(lines, line) && evidence.interleaving.size() < lines_shown)
        evidence.interleaving.push_back(line);
}

}  // namespace

std::string what_went_wrong(explore::Failure const& failure) {
    if (failure.ending == explore::Ending::bad_exit) {
        if (auto const values = wrong_values(failure.output); !values.empty()) return "a value is wrong: " + values;
    }
    return fmt::format("{}: {}", explore::name_of(failure.ending), failure.text);
}

std::vector<std::string> entrance_of_explored(std::filesystem::path const& program,
                                              std::filesystem::path const& runtime) {
    Room room;
    room.hidden = private_folders();
    room.readable = {std::filesystem::absolute(program), std::filesystem::absolute(runtime)};
    room.renounces_root = true;
    return entrance(std::move(room));
}

OutcomesEvidence observe_outcomes(OutcomesRequest const& request) {
    OutcomesEvidence evidence;
    if (auto const function = replaced_function(request.subject, request.runtime); !function.empty()) {
        evidence.silenced = fmt::format("{} takes the place of the explorer's", function);
        return evidence;
    }
    PlantedRaces const planted;
    auto settings = settings_for(request);
    planted.plant(settings);
    auto const explore = [&] {
        auto const words = subject::words_by_hand(request.scenario, request.arguments);
        auto result = explore::explore(request.subject, words, settings);
        if (result.error.empty() && evidence.silenced.empty()) evidence.silenced = planted.missing(result);
        return result;
    };
    auto result = explore();
    throw_if_interrupted();
    if (was_misused(result)) {
        evidence.trouble = fmt::format("the subject has no scenario {} with these arguments", request.scenario);
        return evidence;
    }
    add(evidence, result);
    evidence.proved = result.proved() && evidence.silenced.empty();
    if (!evidence.proved && result.error.empty() && result.failures.empty() && result.inconclusive() == nullptr) {
        settings.strategy = explore::Strategy::random;
        settings.executions = random_executions;
        settings.seed = request.seed;
        result = explore();
        throw_if_interrupted();
        add(evidence, result);
    }
    evidence.trouble = result.error;
    if (auto const* unknown = result.inconclusive())
        evidence.trouble = fmt::format("{}: {}", explore::name_of(unknown->ending), unknown->text);
    return evidence;
}

}  // namespace hb::judge
