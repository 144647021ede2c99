// Probabilistic concurrency testing: a bug of depth d is found with the probability that its paper promises.

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <cmath>

#include "explored.hpp"

using namespace hb::explore;

namespace {

Settings pct(int depth, std::uint64_t executions) {
    Settings settings;
    settings.strategy = Strategy::pct;
    settings.depth = depth;
    settings.executions = executions;
    settings.minimise = false;
    return settings;
}

std::uint64_t failures_of(Result const& result) {
    std::uint64_t count = 0;
    for (auto const& outcome : result.searches.at(0).outcomes)
        if (is_failure(outcome.ending)) count += outcome.count;
    return count;
}

}  // namespace

TEST_CASE("A bug of depth d is found in at least 1 of n * k^(d-1) executions") {
    auto const depth = GENERATE(1, 2, 3);
    auto const threads = GENERATE(3, 5);  // main, and those that it creates
    auto const seed = GENERATE(1, 2, 3);
    INFO("depth " << depth << ", " << threads << " threads, seed " << seed);
    auto settings = pct(depth, 100'000);
    settings.seed = static_cast<std::uint64_t>(seed);
    settings.stop_at_failure = false;
    auto const result = explore(explored("orders"), {std::to_string(depth), std::to_string(threads)}, settings);
    REQUIRE(result.error.empty());
    auto const& search = result.searches.front();
    REQUIRE(search.threads == threads);
    auto const bound =
        static_cast<double>(search.executions) / (threads * std::pow(static_cast<double>(search.longest), depth - 1));
    // Fewer than half of them would be four standard deviations and more, with the smallest bound here.
    CHECK(bound > 20);
    CHECK(static_cast<double>(failures_of(result)) > bound - 4 * std::sqrt(bound));
}

TEST_CASE("A thread that comes last of twelve is found by priorities, not by uniform choices") {
    std::vector<std::string> const program{"last", "12"};
    auto const found = explore(explored("orders"), program, pct(3, 200));
    REQUIRE_FALSE(found.failures.empty());
    CHECK(found.failures.front().ending == Ending::assertion);
    CHECK(found.failures.front().strategy == "pct");
    CHECK(found.failures.front().replayed);
    auto settings = pct(3, 2'000);
    settings.strategy = Strategy::random;
    CHECK(explore(explored("orders"), program, settings).failures.empty());
}

TEST_CASE("The same seed does the same, another one something else") {
    auto const schedule_with = [](std::uint64_t seed) {
        auto settings = pct(3, 10'000);
        settings.seed = seed;
        return explore(explored("lost_update"), {}, settings).failures.at(0).schedule;
    };
    auto const first = schedule_with(1);
    CHECK(schedule_with(1) == first);
    auto differs = false;
    for (std::uint64_t seed = 2; seed < 8; ++seed)
        differs = differs || schedule_with(seed) != first;
    CHECK(differs);
}

TEST_CASE("Whoever waits in a loop is overtaken, whatever its priority") {
    auto const* const loop = GENERATE("yield until", "count until");
    INFO(loop);
    auto const result = explore(explored("waiting_loops"), {loop}, pct(3, 300));
    INFO(to_text(result));
    CHECK(result.error.empty());
    CHECK(result.failures.empty());
    CHECK(result.inconclusive() == nullptr);
}
