// Searches of the same generated program must see the same outcomes: one runs every schedule, the other one of each set
// that differs only in the order of independent operations, on either engine.

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <iostream>
#include <set>

#include "explored.hpp"

using namespace hb::explore;

namespace {

constexpr std::uint64_t most_executions = 20'000;  // of depth first: a second

using Outcomes = std::set<std::tuple<Ending, std::string, std::string>>;

struct Seen {
    Outcomes outcomes;
    std::uint64_t executions = 0;
    bool exhausted = false;
};

Seen search(Strategy strategy, EngineKind engine, std::uint64_t program) {
    Settings settings;
    settings.strategy = strategy;
    settings.engine = engine;
    settings.stop_at_failure = false;
    settings.look_past_races = false;
    settings.executions = most_executions;
    auto const result = explore(explored("generated"), {std::to_string(program)}, settings);
    INFO("program " << program);
    REQUIRE(result.error.empty());
    REQUIRE(result.engine == engine);
    auto const& only = result.searches.front();
    Seen seen{{}, only.executions, only.exhausted};
    for (auto const& outcome : only.outcomes)
        seen.outcomes.emplace(outcome.ending, outcome.text, outcome.output);
    return seen;
}

/// How many programs: more of them at night, when the environment says so.
std::uint64_t programs(char const* variable) {
    auto const* const wanted = std::getenv(variable);
    return wanted != nullptr ? std::strtoull(wanted, nullptr, 10) : 200;
}

}  // namespace

TEST_CASE("Partial-order reduction sees the outcomes that all schedules have, in generated programs, on both engines",
          "[generated]") {
    auto const last = programs("HB_GENERATED_PROGRAMS");
    auto const last_on_os_threads = std::min(last, programs("HB_GENERATED_PROGRAMS_ON_OS_THREADS"));
    std::uint64_t compared = 0;
    std::uint64_t by_depth_first = 0;
    std::uint64_t by_dpor = 0;
    for (std::uint64_t program = 1; program <= last; ++program) {
        auto const all = search(Strategy::depth_first, EngineKind::fibers, program);
        if (!all.exhausted) continue;
        auto const reduced = search(Strategy::dpor, EngineKind::fibers, program);
        INFO("program " << program << ": " << all.executions << " executions, " << reduced.executions << " reduced");
        CHECK(reduced.exhausted);
        CHECK(reduced.outcomes == all.outcomes);
        CHECK(reduced.executions <= all.executions);
        ++compared;
        by_depth_first += all.executions;
        by_dpor += reduced.executions;
        if (program > last_on_os_threads) continue;
        auto const on_os_threads = search(Strategy::dpor, EngineKind::os_threads, program);
        CHECK(on_os_threads.exhausted);
        CHECK(on_os_threads.outcomes == all.outcomes);
        CHECK(on_os_threads.executions == reduced.executions);
    }
    std::cout << compared << " of " << last << " programs compared, the first " << last_on_os_threads
              << " on OS threads, too: " << by_depth_first << " executions by depth first, " << by_dpor
              << " by partial-order reduction\n";
    CHECK(compared > last * 3 / 4);
    CHECK(by_dpor < by_depth_first / 4);
}
