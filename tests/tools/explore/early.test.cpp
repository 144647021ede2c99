// Spurious wakeups and early time-outs: only where they are allowed, and then in every way.

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <cstdlib>
#include <iostream>
#include <set>

#include "explored.hpp"

using namespace hb::explore;

namespace {

struct Allowed {
    int spurious;
    int early_timeouts;
};

Settings settings_for(Allowed allowed, Strategy strategy) {
    Settings settings;
    settings.strategy = strategy;
    settings.spurious = allowed.spurious;
    settings.early_timeouts = allowed.early_timeouts;
    return settings;
}

constexpr Allowed nothing{0, 0};
constexpr Allowed spurious{2, 0};
constexpr Allowed early_timeouts{0, 2};
constexpr Allowed both{2, 2};

using Outcomes = std::set<std::tuple<Ending, std::string, std::string>>;

struct Seen {
    Outcomes outcomes;
    bool exhausted = false;
    std::uint64_t executions = 0;
};

Seen search(int program, Allowed allowed, Strategy strategy) {
    auto settings = settings_for(allowed, strategy);
    settings.stop_at_failure = false;
    settings.minimise = false;
    settings.executions = 30'000;
    auto const result = explore(explored("waits"), {std::to_string(program)}, settings);
    REQUIRE(result.error.empty());
    auto const& only = result.searches.front();
    Seen seen{{}, only.exhausted, only.executions};
    for (auto const& outcome : only.outcomes)
        seen.outcomes.emplace(outcome.ending, outcome.text, outcome.output);
    return seen;
}

}  // namespace

TEST_CASE("A wait that something early breaks fails with that alone, and its schedule says so") {
    struct Case {
        char const* program;
        Allowed breaks_it;
        Allowed does_not;
        std::string flags;
    };
    auto const one = GENERATE(Case{"wait without a loop", spurious, early_timeouts, "s2"},
                              Case{"time-out taken for success", early_timeouts, spurious, "e2"},
                              Case{"lock taken for granted", early_timeouts, spurious, "e2"},
                              Case{"value taken for granted", early_timeouts, spurious, "e2"},
                              Case{"permit taken for granted", early_timeouts, spurious, "e2"});
    auto const strategy = GENERATE(Strategy::depth_first, Strategy::dpor, Strategy::random, Strategy::pct);
    INFO(one.program << " by " << name_of(strategy));
    auto const systematic = strategy == Strategy::depth_first || strategy == Strategy::dpor;
    for (auto const allowed : {nothing, one.does_not}) {
        auto settings = settings_for(allowed, strategy);
        settings.executions = 2'000;
        auto const result = explore(explored("waits"), {one.program}, settings);
        INFO(to_text(result));
        CHECK(result.failures.empty());
        CHECK(result.proved() == systematic);
    }
    auto const result = explore(explored("waits"), {one.program}, settings_for(one.breaks_it, strategy));
    INFO(to_text(result));
    REQUIRE(result.failures.size() == 1);
    CHECK(result.failures.front().ending == Ending::assertion);
    CHECK(result.failures.front().replayed);
    CHECK(result.failures.front().schedule.find(one.flags) != std::string::npos);

    Settings again;
    again.schedule = parse_schedule(result.failures.front().schedule);
    again.repeats = 1000;
    auto const replayed = explore(explored("waits"), {one.program}, again);
    REQUIRE(replayed.searches.at(0).outcomes.size() == 1);
    CHECK(replayed.searches.at(0).outcomes.at(0).ending == Ending::assertion);
    CHECK(replayed.searches.at(0).outcomes.at(0).count == 1000);
}

TEST_CASE("A wait that copes with all of it stays proved") {
    auto const* const program =
        GENERATE("wait in a loop", "time-out looked at", "lock looked at", "value looked at", "permit looked at");
    auto const strategy = GENERATE(Strategy::depth_first, Strategy::dpor);
    INFO(program << " by " << name_of(strategy));
    auto const result = explore(explored("waits"), {program}, settings_for(both, strategy));
    INFO(to_text(result));
    CHECK(result.proved());
}

TEST_CASE("Partial-order reduction sees what all schedules have, also where waits end early", "[generated]") {
    // HB_GENERATED_WAITS: how many; more of them at night.
    auto const* const wanted = std::getenv("HB_GENERATED_WAITS");
    auto const programs = wanted != nullptr ? std::atoi(wanted) : 40;
    auto compared = 0;
    auto changed = 0;
    for (int program = 1; program <= programs; ++program) {
        auto const usual = search(program, nothing, Strategy::dpor);
        for (auto const allowed : {Allowed{1, 1}, Allowed{2, 0}, Allowed{0, 2}}) {
            INFO("program " << program << ", " << allowed.spurious << " spurious wakeups, " << allowed.early_timeouts
                            << " early time-outs");
            auto const all = search(program, allowed, Strategy::depth_first);
            if (!all.exhausted) continue;
            auto const reduced = search(program, allowed, Strategy::dpor);
            CHECK(reduced.exhausted);
            CHECK(reduced.outcomes == all.outcomes);
            CHECK(reduced.executions <= all.executions);
            CHECK(reduced.outcomes.size() >= usual.outcomes.size());
            ++compared;
            if (reduced.outcomes != usual.outcomes) ++changed;
        }
    }
    std::cout << compared << " of " << 3 * programs << " searches of programs with waits compared, " << changed
              << " with outcomes that only something early has\n";
    CHECK(compared > 3 * programs * 3 / 4);
    CHECK(changed > compared / 4);
}
