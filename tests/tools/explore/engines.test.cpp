// The two engines do the same: what one finds, the other one does again.

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <nlohmann/json.hpp>

#include "explored.hpp"

using namespace hb::explore;

namespace {

constexpr std::uint64_t seed = 20'260'611;

/// What is seen of a failure, as text: each event with its thread, place and values. Not what found it.
std::string seen(Failure failure) {
    failure.execution = 0;
    failure.search = "";
    return to_text(failure);
}

double executions_per_second(EngineKind engine, std::uint64_t executions) {
    Settings settings;
    settings.engine = engine;
    settings.executions = executions;
    auto const result = explore(explored("mutex_counter"), {}, settings);
    REQUIRE(result.proved() == false);
    REQUIRE(result.failures.empty());
    REQUIRE(result.searches.size() == 1);
    auto const& search = result.searches.front();
    return static_cast<double>(search.executions) / std::chrono::duration<double>{search.time}.count();
}

}  // namespace

TEST_CASE("A schedule that one engine finds is replayed 1,000 times of 1,000 by the other one") {
    struct Case {
        char const* program;
        char const* argument;
        Ending ending;
    };
    auto const one =
        GENERATE(Case{"increment", "", Ending::assertion}, Case{"lost_update", "", Ending::assertion},
                 Case{"opposite_locks", "", Ending::deadlock}, Case{"lost_wakeup", "", Ending::deadlock},
                 Case{"stolen_wakeup", "", Ending::assertion}, Case{"message_passing", "", Ending::data_race},
                 Case{"mistakes", "race only where try_lock fails", Ending::data_race},
                 Case{"mistakes", "sleep instead of an order", Ending::assertion},
                 Case{"mistakes", "barrier for one thread too many", Ending::deadlock},
                 Case{"mistakes", "thread that is not joined", Ending::terminated});
    auto const finder = GENERATE(EngineKind::fibers, EngineKind::os_threads);
    auto const other = finder == EngineKind::fibers ? EngineKind::os_threads : EngineKind::fibers;
    auto const strategy = GENERATE(Strategy::random, Strategy::dpor);
    INFO(one.program << ' ' << one.argument << " found by " << name_of(finder) << ", " << name_of(strategy) << ", seed "
                     << seed);
    Settings settings;
    settings.engine = finder;
    settings.strategy = strategy;
    settings.seed = seed;
    settings.look_past_races = one.ending != Ending::data_race;
    auto const found = explore(explored(one.program), {one.argument}, settings);
    INFO(to_text(found));
    REQUIRE(found.engine == finder);
    REQUIRE_FALSE(found.failures.empty());
    auto const& failure = found.failures.back();  // of a race, its consequence
    REQUIRE(failure.ending == one.ending);

    Settings again;
    again.engine = other;
    again.schedule = parse_schedule(failure.schedule);
    again.repeats = 1000;
    auto const replayed = explore(explored(one.program), {one.argument}, again);
    INFO(to_text(replayed));
    REQUIRE(replayed.engine == other);
    REQUIRE(replayed.searches.size() == 1);
    REQUIRE(replayed.searches.front().outcomes.size() == 1);
    CHECK(replayed.searches.front().outcomes.front().count == 1000);
    REQUIRE(replayed.failures.size() == 1);
    CHECK(seen(replayed.failures.front()) == seen(failure));
}

TEST_CASE("With the same seed both engines run the same executions") {
    auto const search = [](EngineKind engine) {
        Settings settings;
        settings.engine = engine;
        settings.seed = seed;
        settings.executions = 500;
        settings.stop_at_failure = false;
        settings.look_past_races = false;
        std::vector<std::pair<std::string, std::uint64_t>> outcomes;
        auto const result = explore(explored("stolen_wakeup"), {}, settings);
        for (auto const& outcome : result.searches.at(0).outcomes)
            outcomes.emplace_back(outcome.schedule, outcome.count);
        return outcomes;
    };
    auto const on_fibers = search(EngineKind::fibers);
    CHECK(on_fibers.size() > 1);
    CHECK(search(EngineKind::os_threads) == on_fibers);
}

TEST_CASE("After an execution that was abandoned in a signal handler, the search goes on") {
    auto const engine = GENERATE(EngineKind::fibers, EngineKind::os_threads);
    auto const* const how = GENERATE("crash", "overflow", "exception");
    INFO(how << " on " << name_of(engine));
    Settings settings;
    settings.engine = engine;
    settings.executions = 50;
    settings.stop_at_failure = false;
    auto const result = explore(explored("ends"), {how}, settings);
    CHECK(result.error.empty());
    REQUIRE(result.searches.size() == 1);
    REQUIRE(result.searches.front().outcomes.size() == 1);
    CHECK(result.searches.front().outcomes.front().count == 50);
}

TEST_CASE("Where fibers cannot run, OS threads do, and the result says so and why") {
    Settings settings;
    settings.strategy = Strategy::dpor;
    auto const usual = explore(explored("mutex_sections"), {}, settings);
    CHECK(usual.engine == EngineKind::fibers);
    CHECK(to_text(usual).find("engine") == std::string::npos);

    settings.entrance = {"env", std::string{"LD_PRELOAD="} + HB_NO_FSGSBASE};
    auto const result = explore(explored("mutex_sections"), {}, settings);
    INFO(to_text(result));
    CHECK(result.proved());
    CHECK(result.searches.front().executions == usual.searches.front().executions);
    CHECK(result.engine == EngineKind::os_threads);
    CHECK(to_text(result).ends_with("engine: os_threads: fibers need FSGSBASE, which this machine does not offer\n"));
    auto const json = nlohmann::json::parse(to_json(result));
    CHECK(json["engine"] == "os_threads");
    CHECK(json["why_engine"] == "fibers need FSGSBASE, which this machine does not offer");

    settings.entrance.clear();
    settings.engine = EngineKind::os_threads;
    auto const wanted = explore(explored("mutex_sections"), {}, settings);
    CHECK(wanted.proved());
    CHECK(to_text(wanted).ends_with("\nengine: os_threads\n"));
}

TEST_CASE("Fibers are faster than OS threads") {
    constexpr double at_least = 2;  // times: some seven on an idle machine
    constexpr int rounds = 3;
    std::vector<double> ratios;
    for (auto round = 0; round < rounds; ++round) {
        auto const on_fibers = executions_per_second(EngineKind::fibers, 20'000);
        ratios.push_back(on_fibers / executions_per_second(EngineKind::os_threads, 5'000));
    }
    std::sort(ratios.begin(), ratios.end());
    INFO("ratios " << ratios[0] << ' ' << ratios[1] << ' ' << ratios[2]);
    CHECK(ratios[rounds / 2] > at_least);
}
