// Every mistake is found: by depth first with two preemptions, by partial-order reduction, and at random.

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <set>

#include "explored.hpp"

using namespace hb::explore;

namespace {

struct Mistake {
    char const* name;
    Ending ending;
};

}  // namespace

TEST_CASE("Every mistake is found, systematically and at random") {
    auto const mistake = GENERATE(
        Mistake{"write under a shared lock", Ending::data_race}, Mistake{"two different mutexes", Ending::data_race},
        Mistake{"race that an accidental order of locks hides", Ending::data_race},
        Mistake{"race only where try_lock fails", Ending::data_race},
        Mistake{"release without acquire", Ending::data_race},
        Mistake{"release fence behind the store", Ending::data_race},
        Mistake{"relaxed store ends the release sequence", Ending::data_race},
        Mistake{"sequentially consistent fences order no plain data", Ending::data_race},
        Mistake{"failed exchange with a relaxed order", Ending::data_race},
        Mistake{"atomic and plain access", Ending::data_race}, Mistake{"sleep instead of an order", Ending::assertion},
        Mistake{"notification before the wait", Ending::deadlock},
        Mistake{"semaphore that nobody releases", Ending::deadlock},
        Mistake{"permit given before the data is written", Ending::data_race},
        Mistake{"latch that too few count down", Ending::deadlock},
        Mistake{"barrier for one thread too many", Ending::deadlock},
        Mistake{"written after the arrival", Ending::data_race},
        Mistake{"read before the stop is seen", Ending::data_race},
        Mistake{"callback that locks what the stopper holds", Ending::deadlock},
        Mistake{"std::lock beside one lock after the other", Ending::deadlock},
        Mistake{"double-checked without an atomic", Ending::data_race},
        Mistake{"thread that is not joined", Ending::terminated});
    auto const engine = GENERATE(EngineKind::fibers, EngineKind::os_threads);
    INFO(mistake.name << " on " << name_of(engine));
    for (auto const strategy :
         {Strategy::depth_first, Strategy::dpor, Strategy::random, Strategy::pct, Strategy::thorough}) {
        Settings settings;
        settings.strategy = strategy;
        settings.engine = engine;
        if (strategy == Strategy::depth_first) settings.preemptions = 2;
        settings.look_past_races = false;
        auto const result = explore(explored("mistakes"), {mistake.name}, settings);
        INFO(to_text(result));
        CHECK(result.error.empty());
        REQUIRE(result.failures.size() == 1);
        CHECK(result.failures.front().ending == mistake.ending);
        CHECK(result.failures.front().execution <= 50);
        CHECK(result.failures.front().replayed);

        Settings again;
        again.engine = engine;
        again.schedule = parse_schedule(result.failures.front().schedule);
        again.repeats = 100;
        auto const replayed = explore(explored("mistakes"), {mistake.name}, again);
        REQUIRE(replayed.searches.size() == 1);
        REQUIRE(replayed.searches.front().outcomes.size() == 1);
        CHECK(replayed.searches.front().outcomes.front().count == 100);
        CHECK(replayed.searches.front().outcomes.front().ending == mistake.ending);
    }
}

TEST_CASE("Memory that one thread gives back while another uses it is a race or a use after free") {
    Settings settings;
    settings.strategy = Strategy::depth_first;
    auto const result = explore(explored("mistakes"), {"deleted while in use"}, settings);
    REQUIRE_FALSE(result.failures.empty());
    auto const ending = result.failures.front().ending;
    CHECK((ending == Ending::use_after_free || ending == Ending::data_race));
}

TEST_CASE("The outcomes of a program are all those that can be, and no others") {
    Settings settings;
    settings.strategy = Strategy::depth_first;
    settings.stop_at_failure = false;
    auto const result = explore(explored("mistakes"), {"outcomes"}, settings);
    REQUIRE(result.proved());
    std::vector<std::string> outputs;
    std::uint64_t count = 0;
    for (auto const& outcome : result.searches.front().outcomes) {
        outputs.push_back(outcome.output);
        count += outcome.count;
    }
    std::sort(outputs.begin(), outputs.end());
    // Sequentially consistent: not both can miss the other's store.
    CHECK(outputs == std::vector<std::string>{"0 1", "1 0", "1 1"});
    CHECK(count == result.searches.front().executions);
}

TEST_CASE("The same seed finds the same, another one something else") {
    auto const schedule_with = [](std::uint64_t seed) {
        Settings settings;
        settings.strategy = Strategy::random;
        settings.minimise = false;
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

TEST_CASE("A schedule of another program is nondeterminism, and no verdict") {
    Settings settings;
    settings.schedule = parse_schedule(":7,7");
    auto const result = explore(explored("lost_update"), {}, settings);
    REQUIRE(result.searches.size() == 1);
    CHECK(result.searches.front().outcomes.front().ending == Ending::nondeterministic);
}

TEST_CASE("Equal reads, or tries, one after the other are polls only where they are at the same place of the program") {
    auto const strategy = GENERATE(Strategy::depth_first, Strategy::dpor);
    auto const outputs_of = [strategy](std::vector<std::string> const& arguments) {
        Settings settings;
        settings.strategy = strategy;
        settings.stop_at_failure = false;
        auto const result = explore(explored("equal_reads"), arguments, settings);
        REQUIRE(result.proved());
        std::set<std::string> outputs;
        for (auto const& outcome : result.searches.front().outcomes)
            outputs.insert(outcome.output);
        return outputs;
    };
    CHECK(outputs_of({}) == std::set<std::string>{"00", "01", "11"});
    CHECK(outputs_of({"tries"}) == std::set<std::string>{"00", "01", "10"});
}
