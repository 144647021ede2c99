#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>

#include "judge/evidence_json.hpp"
#include "judge/subject_process.hpp"
#include "protections.hpp"

using namespace hb::judge;
using std::chrono::milliseconds;

namespace {

Launch misbehaving(milliseconds time = milliseconds{20'000}) {
    Launch launch;
    launch.executable = HB_MISBEHAVIOUR_PLAIN;
    launch.limits.time = time;
    return launch;
}

}  // namespace

TEST_CASE("an answer comes back with the values of the scenario", "[outcomes]") {
    auto const exchange = ask_once(misbehaving(), "honest", {{"number", 42}});
    REQUIRE(name_of(exchange.outcome) == "answered");
    CHECK(*hb::subject::find(exchange.reply, "number") == hb::subject::Value{42});
}

TEST_CASE("one subject answers many questions", "[outcomes]") {
    SubjectProcess subject{misbehaving()};
    for (std::int64_t number = 0; number < 100; ++number) {
        auto const exchange = subject.ask("honest", {{"number", number}});
        REQUIRE(name_of(exchange.outcome) == "answered");
        REQUIRE(*hb::subject::find(exchange.reply, "number") == hb::subject::Value{number});
    }
    auto const ending = subject.end();
    CHECK(ending.end_mark);
    CHECK(ending.exit_status == 0);
}

TEST_CASE("what the answer prints is kept apart from its values", "[outcomes]") {
    auto const exchange = ask_once(misbehaving(), "prints", {});
    CHECK(name_of(exchange.outcome) == "answered");
    CHECK(exchange.output == "hello from the answer\n");
}

TEST_CASE("output that is no text is evidence all the same, and the evidence is JSON", "[outcomes]") {
    auto const exchange = ask_once(misbehaving(), "prints_bytes", {});
    CHECK(name_of(exchange.outcome) == "answered");
    CHECK(exchange.output.size() == 256 + std::string_view{"and text\n"}.size());
    nlohmann::json const json = exchange;
    auto const text = json.dump();  // throws if a byte is not UTF-8
    CHECK(nlohmann::json::parse(text)["output"].get<std::string>().find("and text") != std::string::npos);
}

TEST_CASE("each kind of misbehaviour has an outcome of its own, and leaves nothing running", "[outcomes]") {
    struct Case {
        std::string scenario;
        std::string outcome;
        std::string detail;
        milliseconds time{20'000};
    };
    auto const protection = GENERATE(from_range(protections(true)));
    Under const under{protection};
    auto const expected =
        GENERATE(Case{"throws", "threw", "out of ideas"}, Case{"terminates", "crashed", "SIGABRT"},
                 Case{"crashes", "crashed", "SIGSEGV"}, Case{"deadlocks", "deadlocked", "hread"},
                 Case{"spins", "timed out", "after 0.3 s", milliseconds{300}},
                 Case{"pauses", "timed out", "asleep", milliseconds{300}}, Case{"exits", "exited", "exit status 0"},
                 Case{"floods", "flooded", "printed more than"}, Case{"babbles", "forged", "no reply"},
                 Case{"forges", "forged", "no reply"}, Case{"speaks_unasked", "forged", "no reply"},
                 Case{"forks", "answered", ""}, Case{"no_such_scenario", "threw", "no scenario"});
    CAPTURE(protection, expected.scenario);
    auto const exchange = ask_once(misbehaving(expected.time), expected.scenario, {});
    CAPTURE(exchange.detail);
    CHECK(name_of(exchange.outcome) == expected.outcome);
    CHECK(exchange.detail.find(expected.detail) != std::string::npos);
    CHECK(children() == 0);
}

TEST_CASE("a deadlock is seen long before the time is up, and each thread's place is named", "[outcomes]") {
    auto const exchange = ask_once(misbehaving(milliseconds{600'000}), "deadlocks", {});
    CHECK(name_of(exchange.outcome) == "deadlocked");
    CHECK(exchange.detail.find("Thread 2") != std::string::npos);
}

TEST_CASE("threads that all wait, and go on after a while, are no deadlock", "[outcomes]") {
    CHECK(name_of(ask_once(misbehaving(milliseconds{20'000}), "woken_late", {}).outcome) == "answered");
}

TEST_CASE("memory beyond the limit is an outcome, and the limit is on memory that is really used", "[outcomes]") {
    auto launch = misbehaving();
    launch.limits.memory_bytes = std::uint64_t{200} << 20U;
    CHECK(name_of(ask_once(launch, "eats_memory", {}).outcome) == "out of memory");
    CHECK(name_of(ask_once(launch, "honest", {}).outcome) == "answered");
}

TEST_CASE("an executable that is not there is missing, and so is one that cannot be started", "[outcomes]") {
    Launch launch;
    auto const protection = GENERATE(from_range(protections(true)));
    Under const under{protection};
    launch.executable = GENERATE("/nowhere/at/all", "/etc/passwd");
    auto const exchange = ask_once(launch, "honest", {});
    CHECK(name_of(exchange.outcome) == "missing");
    CHECK(exchange.detail.find(launch.executable.string()) != std::string::npos);
}

TEST_CASE("a subject that ends with a status of its own has not ended as it should", "[outcomes]") {
    SubjectProcess subject{misbehaving()};
    CHECK(name_of(subject.ask("ends_badly", {}).outcome) == "answered");
    CHECK(subject.end().exit_status == 5);
    CHECK(name_of(ask_once(misbehaving(), "ends_badly", {}).outcome) == "exited");
}

TEST_CASE("a program that ends itself has not replied, and its status is its own", "[outcomes]") {
    auto const [scenario, detail] = GENERATE(table<std::string, std::string>({{"exits", "exit status 0"},
                                                                              {"exits_by_call", "exit status 0"},
                                                                              {"exits_with_3", "exit status 3"},
                                                                              {"exits_in_order", "exit status 0"},
                                                                              {"exits_quickly", "exit status 0"}}));
    CAPTURE(scenario);
    auto const exchange = ask_once(misbehaving(), scenario, {});
    CHECK(exchange.outcome == Outcome::exited);
    CHECK(exchange.detail == detail);
    CHECK_FALSE(exchange.replied);
    CHECK(ask_once(misbehaving(), "ends_badly", {}).replied);
}

TEST_CASE("a program whose main thread ends crashes with words of the C library", "[outcomes]") {
    auto const exchange = ask_once(misbehaving(), "ends_main_thread", {});
    CHECK(name_of(exchange.outcome) == "crashed");
    CHECK(exchange.output == "FATAL: exception not rethrown\n");
}

TEST_CASE("a subject that replies and then waits for ever is deadlocked, with its threads named", "[outcomes]") {
    auto const exchange = ask_once(misbehaving(), "never_ends", {});
    CHECK(name_of(exchange.outcome) == "deadlocked");
    CHECK(exchange.detail.find("Thread 2") != std::string::npos);
    CHECK(children() == 0);
}

TEST_CASE("after a fatal outcome every further question repeats it", "[outcomes]") {
    SubjectProcess subject{misbehaving()};
    CHECK(name_of(subject.ask("crashes", {}).outcome) == "crashed");
    CHECK(name_of(subject.ask("honest", {}).outcome) == "crashed");
    CHECK_FALSE(subject.alive());
}

TEST_CASE("a paused subject uses no processor time, whatever its threads do", "[outcomes]") {
    SubjectProcess subject{misbehaving()};
    REQUIRE(name_of(subject.ask("burns_on", {}).outcome) == "answered");
    subject.pause();
    auto const before = subject.cpu_seconds();
    SubjectProcess clock{misbehaving()};
    (void)clock.ask("works", {{"rounds", 20'000'000}});
    CHECK(subject.cpu_seconds() - before < 0.001);  // a thread shows its stop microseconds before it stops
    subject.resume();
    (void)clock.ask("works", {{"rounds", 20'000'000}});
    CHECK(subject.cpu_seconds() > before);
}

TEST_CASE("the private folder of a subject is gone when it is", "[outcomes]") {
    auto const count = [] {
        int found = 0;
        for (auto const& entry : std::filesystem::directory_iterator{HB_TEST_TMPDIR}) {
            found += entry.path().filename().string().rfind("happens-before-", 0) == 0 ? 1 : 0;
        }
        return found;
    };
    std::filesystem::create_directories(HB_TEST_TMPDIR);
    ::setenv("TMPDIR", HB_TEST_TMPDIR, 1);
    (void)ask_once(misbehaving(), "crashes", {});
    CHECK(count() == 0);
}
