#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "judge/races.hpp"

using namespace hb::judge;

namespace {

RacesEvidence run(std::string const& scenario, std::size_t runs = 1) {
    Launch launch;
    launch.executable = HB_MISBEHAVIOUR_TSAN;
    launch.tsan_options = tsan_options(HB_SYMBOLIZER);
    return observe_races(launch, scenario, std::vector<hb::subject::Values>(runs), 1);
}

}  // namespace

TEST_CASE("a program that ends itself under ThreadSanitizer has not replied, and status 66 is said to be no own one",
          "[races]") {
    auto const hidden = std::string{"exit status 66, which ThreadSanitizer puts in the place of 0"};
    auto const [scenario, detail] =
        GENERATE_COPY(table<std::string, std::string>({{"exits", "exit status 0"},
                                                       {"exits_by_call", hidden},
                                                       {"exits_with_3", "exit status 3"},
                                                       {"exits_in_order", hidden},
                                                       {"exits_quickly", "exit status 0"}}));
    CAPTURE(scenario);
    auto const run = ::run(scenario).runs.at(0);
    CHECK(run.exchange.outcome == Outcome::exited);
    CHECK(run.exchange.detail == detail);
    CHECK_FALSE(run.exchange.replied);
    CHECK(run.reports.empty());
    CHECK_FALSE(clean(run));
}

TEST_CASE("an honest run shows both planted races and nothing else", "[races]") {
    auto const evidence = run("honest", 3);
    REQUIRE(evidence.runs.size() == 3);
    for (auto const& run : evidence.runs) {
        CHECK(clean(run));
        CHECK(run.canaries_before == 1);
        CHECK(run.canaries_after == 1);
        CHECK(run.exit_status == 66);
    }
}

TEST_CASE("a data race is reported, and one is enough", "[races]") {
    auto const evidence = run("races", 5);
    REQUIRE(evidence.runs.size() == 1);
    REQUIRE(evidence.runs.front().reports.size() == 1);
    CHECK(evidence.runs.front().reports.front().kind == hb::tsan::Kind::data_race);
    CHECK_FALSE(clean(evidence.runs.front()));
}

TEST_CASE("a log that was closed is missed: the second planted race does not arrive", "[races]") {
    auto const evidence = run("closes_log");
    CHECK_FALSE(clean(evidence.runs.front()));
    CHECK(evidence.runs.front().canaries_before == 1);
    CHECK(evidence.runs.front().canaries_after == 0);
}

TEST_CASE("work in a child process is seen by the log that it writes", "[races]") {
    auto const evidence = run("forks_a_race");
    CHECK(evidence.runs.front().other_processes);
    CHECK_FALSE(clean(evidence.runs.front()));
}

TEST_CASE("an early end is not a clean run", "[races]") {
    CHECK_FALSE(clean(run("exits").runs.front()));
    CHECK_FALSE(clean(run("ends_badly").runs.front()));
}

TEST_CASE("a deadlock under ThreadSanitizer is found in spite of its background thread", "[races]") {
    auto const evidence = run("deadlocks");
    CHECK(evidence.runs.front().exchange.outcome == Outcome::deadlocked);
}
