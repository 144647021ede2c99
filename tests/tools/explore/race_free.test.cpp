// Generated programs that are free of races by construction are never reported; with one guard taken away that was
// needed, each is. HB_GENERATED_PROGRAMS: how many; HB_GENERATED_FIRST: the number of the first.

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <iostream>

#include "explored.hpp"

using namespace hb::explore;

namespace {

std::uint64_t number_from(char const* variable, std::uint64_t standard) {
    auto const* const wanted = std::getenv(variable);
    return wanted != nullptr ? std::strtoull(wanted, nullptr, 10) : standard;
}

struct Programs {
    std::uint64_t first = number_from("HB_GENERATED_FIRST", 1);
    std::uint64_t end = first + number_from("HB_GENERATED_PROGRAMS", 1'000);
};

struct Search {
    Strategy strategy;
    bool weak_memory = false;
};

Result search(std::uint64_t program, Search how) {
    Settings settings;
    settings.strategy = how.strategy;
    settings.weak_memory = how.weak_memory;
    settings.executions = 300;  // those that differ most come early; all of them would take hours
    settings.stop_at_failure = false;
    settings.seed = program;
    if (how.strategy == Strategy::depth_first) settings.preemptions = 2;
    return explore(explored("race_free"), {std::to_string(program)}, settings);
}

Result search_unguarded(std::uint64_t program, std::optional<Schedule> schedule) {
    Settings settings;
    settings.strategy = Strategy::dpor;
    settings.look_past_races = false;
    settings.names = false;
    settings.schedule = std::move(schedule);
    return explore(explored("race_free"), {std::to_string(program), "unguarded"}, settings);
}

}  // namespace

TEST_CASE("No race is reported in programs that are free of them by construction, and nothing else", "[generated]") {
    Programs const programs;
    std::cout << "race-free programs " << programs.first << " to " << programs.end - 1 << '\n';
    std::uint64_t proved = 0;
    for (auto program = programs.first; program < programs.end; ++program) {
        constexpr std::array others{Search{Strategy::depth_first}, Search{Strategy::random},
                                    Search{Strategy::dpor, true}};
        for (auto const how : {Search{Strategy::dpor}, others.at(program % others.size())}) {
            auto const result = search(program, how);
            INFO("program " << program << " by " << name_of(how.strategy) << (how.weak_memory ? ", weak memory" : "")
                            << '\n'
                            << to_text(result));
            REQUIRE(result.error.empty());
            REQUIRE(result.failures.empty());
            for (auto const& outcome : result.searches.front().outcomes) {
                REQUIRE(outcome.ending == Ending::completed);
                REQUIRE(outcome.output == "done\n");
            }
            if (result.proved()) ++proved;
        }
    }
    std::cout << proved << " of " << 2 * (programs.end - programs.first) << " searches ran all schedules\n";
}

TEST_CASE("With one guard taken away that was needed, each of these programs has a race that is replayed",
          "[generated]") {
    Programs const programs;
    std::cout << "unguarded programs " << programs.first << " to " << programs.end - 1 << '\n';
    constexpr std::uint64_t run_again_every = 16;  // in a process of its own
    std::uint64_t needed = 0;
    std::uint64_t executions = 0;
    std::uint64_t most = 0;
    for (auto program = programs.first; program < programs.end; ++program) {
        auto const result = search_unguarded(program, std::nullopt);
        INFO("program " << program << '\n' << to_text(result));
        REQUIRE(result.error.empty());
        auto const& found = result.searches.front();
        if (found.outcomes.size() == 1 && found.outcomes.front().output == "no guard is needed\n") continue;
        REQUIRE(result.failures.size() == 1);
        auto const& failure = result.failures.front();
        REQUIRE(failure.ending == Ending::data_race);
        REQUIRE(failure.replayed);
        REQUIRE(failure.race.size() == 2);
        ++needed;
        executions += found.executions;
        most = std::max(most, found.executions);
        if (program % run_again_every != 0) continue;
        auto const again = search_unguarded(program, parse_schedule(failure.schedule));
        REQUIRE(again.failures.size() == 1);
        CHECK(again.failures.front().text == failure.text);
    }
    std::cout << "in " << needed << " of them a guard is needed; " << executions << " executions, at most " << most
              << " for one\n";
    CHECK(needed > (programs.end - programs.first) * 3 / 4);
}
