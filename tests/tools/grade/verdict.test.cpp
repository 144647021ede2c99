#include "grade/verdict.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "grade/result_json.hpp"
#include "judge/build.hpp"

using namespace hb::grade;
using namespace hb::judge;
using hb::tsan::Access;

namespace {

Exchange answered(std::int64_t total, std::int64_t expected) {
    Exchange exchange;
    exchange.scenario = "count_up";
    exchange.arguments = {{"threads", 2}};
    exchange.outcome = Outcome::answered;
    exchange.reply = {{"total", total}};
    exchange.expected = {{"total", expected}};
    return exchange;
}

RaceRun quiet_run() {
    RaceRun run;
    run.exchange.outcome = Outcome::answered;
    run.exit_status = 66;
    run.end_mark = true;
    run.canaries_before = 1;
    run.canaries_after = 1;
    return run;
}

RacesEvidence with_report(bool fence) {
    RacesEvidence races;
    races.runs = {quiet_run()};
    races.runs.front().reports.emplace_back();
    races.fence_used = fence;
    return races;
}

OutcomesEvidence proved() {
    OutcomesEvidence outcomes;
    outcomes.proved = true;
    outcomes.schedules = 90;
    return outcomes;
}

}  // namespace

TEST_CASE("values pass if every reply holds what was expected", "[verdict]") {
    CHECK(verdict_of(ValuesEvidence{1, {answered(4, 4), answered(2, 2)}}).result == Result::pass);
}

TEST_CASE("a wrong value fails, and the message shows the command, expected and actual", "[verdict]") {
    auto const verdict = verdict_of(ValuesEvidence{1, {answered(4, 4), answered(3, 4)}});
    CHECK(verdict.result == Result::fail);
    CHECK(verdict.details == std::vector<std::string>{"count_up threads=2", "Expected total 4", "Actual   total 3"});
}

TEST_CASE("a complaint fails without showing the right value", "[verdict]") {
    auto exchange = answered(4, 4);
    exchange.expected.clear();
    exchange.complaints = {"two totals are missing"};
    auto const verdict = verdict_of(ValuesEvidence{1, {exchange}});
    CHECK(verdict.result == Result::fail);
    CHECK(verdict.details == std::vector<std::string>{"count_up threads=2", "two totals are missing"});
}

TEST_CASE("threads that an answer leaves behind fail it, whatever its values are", "[verdict]") {
    auto exchange = answered(4, 4);
    exchange.threads_left = 2;
    auto verdict = verdict_of(ValuesEvidence{1, {exchange}});
    CHECK(verdict.result == Result::fail);
    CHECK(verdict.sentence == "2 threads were still running after the answer had returned: join them.");
    CHECK(verdict.details == std::vector<std::string>{"count_up threads=2"});
    exchange.threads_left = 1;
    verdict = verdict_of(ValuesEvidence{1, {exchange}});
    CHECK(verdict.sentence == "1 thread was still running after the answer had returned: join it.");
}

TEST_CASE("an interview without a question proves nothing", "[verdict]") {
    CHECK(verdict_of(ValuesEvidence{}).result == Result::inconclusive);
}

TEST_CASE("no outcome but an answer ever passes", "[verdict]") {
    auto exchange = answered(4, 4);
    exchange.outcome =
        GENERATE(Outcome::threw, Outcome::crashed, Outcome::deadlocked, Outcome::timed_out, Outcome::exited,
                 Outcome::flooded, Outcome::forged, Outcome::out_of_memory, Outcome::out_of_disk,
                 Outcome::out_of_processes, Outcome::out_of_threads, Outcome::missing);
    CHECK(verdict_of(ValuesEvidence{1, {exchange}}).result == Result::fail);
    OverlapEvidence overlap{exchange, 2, 2};
    CHECK(verdict_of(overlap).result == Result::fail);
    auto run = quiet_run();
    run.exchange.outcome = exchange.outcome;
    CHECK(verdict_of(RacesEvidence{{run}, false}, "").result == Result::fail);
}

TEST_CASE("a crash shows what the program printed last, and what it means for a thread", "[verdict]") {
    auto exchange = answered(4, 4);
    exchange.outcome = Outcome::crashed;
    exchange.detail = "signal 6 (SIGABRT)";
    exchange.output = "working\nterminate called without an active exception\n";
    auto run = quiet_run();
    run.exchange = exchange;
    for (auto const& verdict : {verdict_of(ValuesEvidence{1, {exchange}}), verdict_of(OverlapEvidence{exchange, 2, 2}),
                                verdict_of(RacesEvidence{{run}, false}, "")}) {
        CHECK(verdict.sentence.starts_with("The program crashed: signal 6 (SIGABRT)."));
        REQUIRE(verdict.details.size() == 3);
        CHECK(verdict.details[1] == "It printed last: terminate called without an active exception");
        CHECK(verdict.details[2] == "A std::thread was destroyed while it could still be joined: join() it first.");
    }
    exchange.output =
        "terminate called after throwing an instance of 'std::system_error'\n"
        "  what():  Resource temporarily unavailable\n";
    CHECK(describe(exchange) == "The answer started more threads than the system lets it have.");
    exchange.output.clear();
    CHECK(verdict_of(ValuesEvidence{1, {exchange}}).details.size() == 1);
}

TEST_CASE("a program that ends itself in the middle of a scenario is said to have done so, and how", "[verdict]") {
    auto exchange = answered(4, 4);
    exchange.outcome = Outcome::exited;
    exchange.detail = "exit status 3";
    auto run = quiet_run();
    run.exchange = exchange;
    auto const* const early =
        "The program ended itself, by exit, _exit or quick_exit, before its scenario was over: exit status 3.";
    CHECK(verdict_of(ValuesEvidence{1, {exchange}}).sentence.starts_with(early));
    CHECK(verdict_of(RacesEvidence{{run}, false}, "").sentence.starts_with(early));
    exchange.replied = true;
    CHECK(describe(exchange) == "The program ended itself before the judge was done: exit status 3.");
    exchange.outcome = Outcome::crashed;
    exchange.output = "FATAL: exception not rethrown\n";
    CHECK(verdict_of(ValuesEvidence{1, {exchange}}).details.back().starts_with("pthread_exit"));
}

TEST_CASE("what uses up the machine is said in words that a student understands", "[verdict]") {
    Exchange exchange;
    exchange.outcome = Outcome::out_of_processes;
    exchange.detail = "more than 64 processes";
    CHECK(describe(exchange) == "The answer started more than 64 processes; it should work with threads.");
    exchange.outcome = Outcome::out_of_disk;
    exchange.detail = "more than 64 MiB of files";
    CHECK(describe(exchange) == "The answer wrote more than 64 MiB of files; it has no need for any.");
    exchange.outcome = Outcome::out_of_threads;
    exchange.detail = "more than 512 threads";
    CHECK(describe(exchange) == "The answer started more than 512 threads that run at the same time.");
    exchange.outcome = Outcome::threw;
    exchange.detail = "Resource temporarily unavailable";
    CHECK(describe(exchange) == "The answer started more threads than the system lets it have.");
    BuildEvidence build;
    build.stopped = "The compiler was stopped after 60 s of processor time.";
    auto const verdict = verdict_of(build, "answer.hpp");
    CHECK(verdict.result == Result::fail);
    CHECK(verdict.sentence == build.stopped);
}

TEST_CASE("a serial answer is not really parallel", "[verdict]") {
    Exchange exchange;
    exchange.outcome = Outcome::answered;
    CHECK(verdict_of(OverlapEvidence{exchange, 2, 1}).result == Result::fail);
    CHECK(verdict_of(OverlapEvidence{exchange, 2, 2}).result == Result::pass);
}

TEST_CASE("race-free passes only with both canaries, the end mark, exit status 66 and no report", "[verdict]") {
    CHECK(verdict_of(RacesEvidence{{quiet_run(), quiet_run()}, false}, "").result == Result::pass);
    auto run = quiet_run();
    switch (GENERATE(0, 1, 2, 3, 4, 5, 6)) {
        case 0:
            run.reports.emplace_back();
            break;
        case 1:
            run.exit_status = 0;
            break;
        case 2:
            run.end_mark = false;
            break;
        case 3:
            run.canaries_before = 0;
            break;
        case 4:
            run.canaries_after = 0;
            break;
        case 5:
            run.canaries_after = 2;
            break;
        default:
            run.other_processes = true;
    }
    CHECK(verdict_of(RacesEvidence{{quiet_run(), run}, false}, "").result == Result::fail);
    CHECK(verdict_of(RacesEvidence{}, "").result == Result::inconclusive);
}

TEST_CASE("a finding or an unreadable file breaks the rules", "[verdict]") {
    CHECK(verdict_of(RulesEvidence{}).result == Result::pass);
    RulesEvidence found;
    found.findings.push_back({"pragma", 3, "#pragma clang", "A pragma may switch checks off."});
    CHECK(verdict_of(found).result == Result::fail);
    RulesEvidence unreadable;
    unreadable.trouble = "fatal error";
    CHECK(verdict_of(unreadable).result == Result::fail);
}

TEST_CASE("proved passes, a bound reached is inconclusive and never called a bug, a failure fails", "[verdict]") {
    CHECK(verdict_of(proved()).result == Result::pass);
    auto silenced = proved();
    silenced.proved = false;
    silenced.silenced = "a race that was planted after the answer ran was not reported";
    CHECK(verdict_of(silenced).result == Result::fail);

    OutcomesEvidence bound;
    bound.schedules = 1000;
    CHECK(verdict_of(bound).result == Result::inconclusive);
    auto failing = proved();
    failing.failures = {"deadlock"};
    CHECK(verdict_of(failing).result == Result::fail);
}

TEST_CASE("a report that involves a fence passes where the explorer proves the program clean", "[precedence]") {
    auto const races = with_report(true);
    auto verdict = verdict_of(races, "");
    reconcile(verdict, races, races, proved(), "");
    CHECK(verdict.result == Result::pass);
    CHECK(verdict.evidence.contains("explorer"));
}

TEST_CASE("without the explorer's proof a report fails, fence or not", "[precedence]") {
    auto const races = with_report(GENERATE(true, false));
    auto verdict = verdict_of(races, "");
    reconcile(verdict, races, races, OutcomesEvidence{}, "");
    CHECK(verdict.result == Result::fail);
    auto racy = proved();
    racy.failures = {"data race"};
    reconcile(verdict, races, races, racy, "");
    CHECK(verdict.result == Result::fail);
}

TEST_CASE("a report that does not come with the explorer's inputs fails, fence or not", "[precedence]") {
    auto races = with_report(GENERATE(true, false));
    auto verdict = verdict_of(races, "");
    auto elsewhere = races;
    elsewhere.runs.front().reports.clear();
    reconcile(verdict, races, elsewhere, proved(), "");
    CHECK(verdict.result == Result::fail);
    Access access;
    access.stack = {{"worker", "/a/count_up.hpp", 12, 0, "", 0}};
    races.runs.front().reports.front().accesses = {access, access};
    access.stack.front().line = 20;
    elsewhere = races;
    elsewhere.runs.front().reports.front().accesses = {access, access};
    reconcile(verdict, races, elsewhere, proved(), "/b/count_up.hpp");
    CHECK(verdict.result == Result::fail);
}

TEST_CASE("locks in two orders pass where the explorer proves that no deadlock comes of it", "[precedence]") {
    auto races = with_report(false);
    races.runs.front().reports.front().kind = hb::tsan::Kind::lock_order_inversion;
    auto verdict = verdict_of(races, "");
    reconcile(verdict, races, races, proved(), "");
    CHECK(verdict.result == Result::pass);
    auto deadlock = proved();
    deadlock.failures = {"deadlock"};
    verdict = verdict_of(races, "");
    reconcile(verdict, races, races, deadlock, "");
    CHECK(verdict.result == Result::fail);
    races.runs.front().reports.emplace_back().kind = hb::tsan::Kind::data_race;
    verdict = verdict_of(races, "");
    reconcile(verdict, races, races, proved(), "");
    CHECK(verdict.result == Result::inconclusive);
}

TEST_CASE("any other disagreement of the detectors is inconclusive", "[precedence]") {
    auto const races = with_report(false);
    auto verdict = verdict_of(races, "");
    reconcile(verdict, races, races, proved(), "");
    CHECK(verdict.result == Result::inconclusive);
}

TEST_CASE("a silenced detector is no disagreement: it fails", "[precedence]") {
    auto races = with_report(true);
    races.runs.front().canaries_after = 0;
    auto verdict = verdict_of(races, "");
    reconcile(verdict, races, with_report(true), proved(), "");
    CHECK(verdict.result == Result::fail);
}

TEST_CASE("errors in the student's file come first", "[build]") {
    constexpr auto log =
        "In file included from x\n/usr/include/c++/12/thread:10:1: error: no type\n"
        "/a b/lessons/01/count_up.hpp:7:3: error: unknown type name 'lnog'\nnoise\n";
    auto const found = diagnostics(log, "/a b/lessons/01/count_up.hpp");
    REQUIRE(found.size() == 2);
    CHECK(found.front().line == 7);
    CHECK(found.front().text == "unknown type name 'lnog'");
}

TEST_CASE("errors come before warnings, however many warnings there are", "[build]") {
    std::string log;
    for (int line = 1; line <= 1000; ++line)
        log += "/a/count_up.hpp:" + std::to_string(line) + ":1: warning: unused\n";
    log += "/a/count_up.hpp:1001:1: error: unknown type name 'lnog'\n";
    auto const found = diagnostics(log, "/a/count_up.hpp");
    CHECK(found.front().line == 1001);
    CHECK(found.size() < 1000);
}

TEST_CASE("a line of any length and a number of any size do not stop the reading", "[build]") {
    auto const log = "/a/count_up.hpp:1:1: error: static assertion failed: " + std::string(1'000'000, 'x') +
                     "\n/a/count_up.hpp:99999999999999999999:1: error: beyond\n/a/count_up.hpp:3:1: error: next\n";
    auto const found = diagnostics(log, "/a/count_up.hpp");
    REQUIRE(found.size() == 2);
    CHECK(found.front().text.size() < 1000);
    CHECK(found.back().line == 3);
}

TEST_CASE("points are given for passes, and an inconclusive verdict is pending", "[result]") {
    Exercise exercise;
    exercise.points = {{Kind::values, 4}, {Kind::race_free, 3}, {Kind::fast, 2}};
    ExerciseResult result;
    result.verdicts.resize(3);
    result.verdicts[0] = {Kind::values, Result::pass, "", {}, nullptr};
    result.verdicts[1] = {Kind::race_free, Result::fail, "", {}, nullptr};
    result.verdicts[2] = {Kind::fast, Result::inconclusive, "", {}, nullptr};
    auto const json = to_result_json(result, exercise);
    CHECK(json["schema"] == "happens-before/result/1");
    CHECK(json["points"] == 4);
    CHECK(json["points_pending"] == 2);
    CHECK(json["points_at_stake"] == 9);
    CHECK(verdict_from_json(json["verdicts"][2]).result == Result::inconclusive);
}
