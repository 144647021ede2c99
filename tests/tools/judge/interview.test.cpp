// Threads that an answer leaves behind are found by the interview, those that have ended or are just ending are not.

#include "judge/interview.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "judge/races.hpp"

using namespace hb::judge;

namespace {

Launch misbehaving() {
    Launch launch;
    launch.executable = HB_MISBEHAVIOUR_PLAIN;
    return launch;
}

/// As many questions about one scenario.
ValuesEvidence interview(Launch const& launch, std::string const& scenario, std::int64_t threads, int questions) {
    return observe_values(launch, 1, [&](Interview& asked) {
        for (int i = 0; i < questions; ++i)
            asked.ask(scenario, {{"number", threads}});
    });
}

bool all_as_expected(ValuesEvidence const& evidence) {
    return std::all_of(evidence.exchanges.begin(), evidence.exchanges.end(), as_expected);
}

}  // namespace

TEST_CASE("threads that run on after a reply are counted, and nothing more is asked", "[interview]") {
    auto const evidence = interview(misbehaving(), "leaves_threads", 3, 2);
    REQUIRE(evidence.exchanges.size() == 1);
    CHECK(evidence.exchanges.front().outcome == Outcome::answered);
    CHECK(evidence.exchanges.front().threads_left == 3);
    CHECK_FALSE(as_expected(evidence.exchanges.front()));
}

TEST_CASE("a thread that uses processor time is found as one that waits is", "[interview]") {
    auto const evidence = interview(misbehaving(), "burns_on", 1, 1);
    CHECK(evidence.exchanges.front().threads_left == 1);
}

TEST_CASE("joined threads are not counted, in a thousand replies", "[interview]") {
    auto const evidence = interview(misbehaving(), "joins", 4, 1000);
    CHECK(evidence.exchanges.size() == 1000);
    CHECK(all_as_expected(evidence));
}

TEST_CASE("threads that are just ending are not counted, in a thousand replies", "[interview]") {
    auto const evidence = interview(misbehaving(), "detaches", 4, 1000);
    CHECK(evidence.exchanges.size() == 1000);
    CHECK(all_as_expected(evidence));
}

TEST_CASE("where threads may outlive a call nobody counts them", "[interview]") {
    auto launch = misbehaving();
    launch.threads_may_outlive = true;
    auto const evidence = interview(launch, "leaves_threads", 3, 2);
    CHECK(evidence.exchanges.size() == 2);
    CHECK(all_as_expected(evidence));
}

TEST_CASE("the thread of ThreadSanitizer's own is not the answer's", "[interview]") {
    Launch launch;
    launch.executable = HB_MISBEHAVIOUR_TSAN;
    launch.tsan_options = tsan_options(HB_SYMBOLIZER);
    SubjectProcess honest{launch};
    REQUIRE(honest.ask("joins", {}).outcome == Outcome::answered);
    CHECK(honest.threads_left() == 0);
    REQUIRE(honest.ask("leaves_threads", {{"number", 2}}).outcome == Outcome::answered);
    CHECK(honest.threads_left() == 2);
}
