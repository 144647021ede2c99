#include <catch2/catch_test_macros.hpp>
#include <random>
#include <string>
#include <vector>

#include "logs.hpp"
#include "tsan/report.hpp"

using namespace hb::tsan;
using hb::tsan::test::every_log;
using hb::tsan::test::log;

namespace {

using Names = std::vector<std::string>;

[[nodiscard]] Report only_report(std::string const& text) {
    auto reports = parse(text);
    REQUIRE(reports.size() == 1);
    return reports.front();
}

}  // namespace

TEST_CASE("A data race of Clang has two accesses with threads, sizes and lines", "[tsan]") {
    auto const report = only_report(log("count_up.clang"));
    CHECK(report.kind == Kind::data_race);
    CHECK(report.heading == "data race");
    CHECK(report.location == "stack of main thread");
    REQUIRE(report.accesses.size() == 2);
    auto const& access = report.accesses[0];
    CHECK(access.write);
    CHECK_FALSE(access.atomic);
    CHECK(access.size == 8);
    CHECK(access.thread == "T2");
    CHECK(access.mutexes.empty());
    REQUIRE(access.stack.size() == 7);
    CHECK(access.stack[0].function == "count_up(int, long)::'lambda'()::operator()() const");
    CHECK(access.stack[0].file == "/lesson/count_up.hpp");
    CHECK(access.stack[0].line == 14);
    CHECK(access.stack[0].column == 23);
    CHECK(access.stack[0].module == "count_up.clang");
    CHECK(access.stack[6].function.empty());
    CHECK(access.stack[6].module == "libstdc++.so.6");
    REQUIRE(report.threads.size() == 2);
    CHECK(report.threads[0].name == "T2");
    CHECK_FALSE(report.threads[0].finished);
    CHECK(report.threads[1].name == "T1");
    CHECK(report.threads[1].finished);
    CHECK(frame_in(report.threads[0].created, "")->line == 11);
}

TEST_CASE("A data race of GCC has lines without columns", "[tsan]") {
    auto const report = only_report(log("count_up.gcc"));
    REQUIRE(report.accesses.size() == 2);
    CHECK_FALSE(report.accesses[0].write);
    CHECK(report.accesses[1].write);
    CHECK(report.accesses[1].thread == "T1");
    CHECK(report.accesses[0].stack[0].file == "/lesson/count_up.hpp");
    CHECK(report.accesses[0].stack[0].line == 13);
    CHECK(report.accesses[0].stack[0].column == 0);
    CHECK(report.threads[0].created[0].function == "pthread_create");
    CHECK(report.threads[0].created[0].file.starts_with("../../../../src/libsanitizer/"));
}

TEST_CASE("Without debug information a frame keeps its function and has no file", "[tsan]") {
    for (auto const* const name :
         {"count_up_without_debug_information.clang", "count_up_without_debug_information.gcc"}) {
        auto const report = only_report(log(name));
        REQUIRE(report.accesses.size() == 2);
        for (auto const& frame : report.accesses[0].stack) {
            CHECK(frame.file.empty());
            CHECK(frame.line == 0);
        }
        CHECK(mentions(report, "count_up"));
    }
}

TEST_CASE("Mutexes held are named, with the place of their first lock", "[tsan]") {
    auto const report = only_report(log("different_locks.clang"));
    REQUIRE(report.accesses.size() == 2);
    CHECK(report.accesses[0].mutexes == Names{"M0"});
    CHECK(report.accesses[1].mutexes == Names{"M1"});
    CHECK(report.accesses[0].shared_mutexes.empty());
    REQUIRE(report.mutexes.size() == 2);
    CHECK(report.mutexes[0].name == "M0");
    CHECK(frame_in(report.mutexes[0].first_use, "account.hpp")->line == 11);
    CHECK(report.location == "heap block of size 88 at 0x721800000000 allocated by main thread");
    CHECK(frame_in(report.location_stack, "")->file == "/lesson/different_locks.cpp");
}

TEST_CASE("Several mutexes of one access are told apart by how they are held", "[tsan]") {
    auto const report = only_report(
        "==================\n"
        "WARNING: ThreadSanitizer: data race (pid=1)\n"
        "  Write of size 8 at 0x01 by thread T12 (mutexes: write M3, read M14):\n"
        "    #0 f() /lesson/f.cpp:3:9 (f+0x1)\n"
        "==================\n");
    REQUIRE(report.accesses.size() == 1);
    CHECK(report.accesses[0].thread == "T12");
    CHECK(report.accesses[0].mutexes == Names{"M3", "M14"});
    CHECK(report.accesses[0].shared_mutexes == Names{"M14"});
}

TEST_CASE("A reader's lock is told from a writer's", "[tsan]") {
    for (auto const* const name : {"shared_lock.clang", "shared_lock.gcc"}) {
        auto const report = only_report(log(name));
        CHECK(report.accesses.at(0).mutexes == report.accesses.at(0).shared_mutexes);
        CHECK(report.accesses.at(1).shared_mutexes == report.accesses.at(0).shared_mutexes);
    }
}

TEST_CASE("An atomic access, a global and a sleep are recognised", "[tsan]") {
    for (auto const* const name : {"publish.clang", "publish.gcc"}) {
        auto const report = only_report(log(name));
        CHECK(report.accesses.at(0).atomic);
        CHECK(report.accesses.at(0).write);
        CHECK(report.accesses.at(0).thread == "main thread");
        CHECK_FALSE(report.accesses.at(1).atomic);
        CHECK(report.location.starts_with("global 'ready' of size 4 at 0x"));
        CHECK(frame_in(report.sleep, "")->line == 12);
    }
}

TEST_CASE("A lock-order inversion lists who locks what while holding what", "[tsan]") {
    auto const report = only_report(log("transfer.gcc"));
    CHECK(report.kind == Kind::lock_order_inversion);
    REQUIRE(report.lock_order.size() == 2);
    CHECK(report.lock_order[0].thread == "T1");
    CHECK(report.lock_order[0].acquired == "M10");
    CHECK(report.lock_order[0].held == "M9");
    CHECK(report.lock_order[1].acquired == "M9");
    CHECK(report.lock_order[1].held == "M10");
    CHECK(frame_in(report.lock_order[1].stack, "transfer.cpp")->line == 10);
    CHECK(report.lock_order[0].held_since.empty());
    CHECK(report.stack.size() == report.lock_order[0].stack.size());

    auto const longer = only_report(log("transfer_with_both_stacks.clang"));
    REQUIRE(longer.lock_order.size() == 2);
    CHECK(frame_in(longer.lock_order[1].held_since, "transfer.cpp")->line == 9);
}

TEST_CASE("Every other kind of report is recognised and says where it happened", "[tsan]") {
    struct Expected {
        std::string log;
        Kind kind;
        int line;
    };
    std::vector<Expected> const all = {
        {"thread_leak.clang", Kind::thread_leak, 8},
        {"double_lock.clang", Kind::double_lock, 9},
        {"unlock_of_unlocked.clang", Kind::unlock_of_unlocked, 5},
        {"destroyed_locked_mutex.clang", Kind::destroyed_locked_mutex, 6},
        {"signal_unsafe_call.clang", Kind::signal_unsafe_call, 5},
        {"crash.clang", Kind::other, 3},
    };
    for (auto const& expected : all) {
        CAPTURE(expected.log);
        auto const report = only_report(log(expected.log));
        CHECK(report.kind == expected.kind);
        REQUIRE(frame_in(report.stack, ""));
        CHECK(frame_in(report.stack, "")->line == expected.line);
    }
    CHECK(only_report(log("use_after_free.gcc")).kind == Kind::use_after_free);
    CHECK(only_report(log("vtable_pointer.clang")).kind == Kind::data_race);
    auto const destroyed = only_report(log("destroyed_locked_mutex.clang"));
    CHECK(frame_in(destroyed.second_stack, "")->line == 5);
}

TEST_CASE("The raw text is what stands between the rules", "[tsan]") {
    auto const report = only_report(log("thread_leak.clang"));
    CHECK(report.raw.starts_with("WARNING: ThreadSanitizer: thread leak (pid="));
    CHECK(report.raw.find("==================") == std::string::npos);
    CHECK(report.raw.find("\nSUMMARY: ThreadSanitizer: thread leak ") != std::string::npos);
}

TEST_CASE("Reports that follow each other come in order, text around them is passed over", "[tsan]") {
    auto const reports = parse("Expected 5\n" + log("count_up.clang") + "Actual 4\n" + log("transfer.gcc"));
    REQUIRE(reports.size() == 2);
    CHECK(reports[0].kind == Kind::data_race);
    CHECK(reports[1].kind == Kind::lock_order_inversion);
    CHECK(parse("").empty());
    CHECK(parse("WARNING: something else\n==================\n==================\n").empty());
    CHECK(parse("==7==WARNING: ThreadSanitizer: memory layout is incompatible\n").empty());
}

TEST_CASE("A report that lost its last rule does not swallow the next one", "[tsan]") {
    auto const whole = log("count_up.clang");
    auto const reports = parse(whole.substr(0, whole.find("  Location is")) + log("transfer.clang"));
    REQUIRE(reports.size() == 2);
    CHECK(reports[0].accesses.size() == 2);
    CHECK(reports[1].kind == Kind::lock_order_inversion);
}

TEST_CASE("An unknown heading and a report cut before its heading are kept raw", "[tsan]") {
    auto const report =
        only_report("==================\nWARNING: ThreadSanitizer: quantum race (pid=3)\n  Odd\n==================\n");
    CHECK(report.kind == Kind::other);
    CHECK(report.heading == "quantum race");
    CHECK(report.raw == "WARNING: ThreadSanitizer: quantum race (pid=3)\n  Odd\n");

    auto const cut = only_report("==================\nWARNING: Thr");
    CHECK(cut.kind == Kind::other);
    CHECK(cut.raw == "WARNING: Thr");
    CHECK(only_report("FATAL: ThreadSanitizer: unexpected memory mapping 0x1\n").kind == Kind::other);
}

TEST_CASE("A log cut anywhere keeps its report and names no wrong line", "[tsan]") {
    auto const text = log("different_locks.gcc");
    auto const heading_ends = text.find("(pid=");
    for (std::size_t size = heading_ends; size < text.size(); size += 7) {
        auto const reports = parse(text.substr(0, size));
        REQUIRE_FALSE(reports.empty());
        REQUIRE(reports[0].kind == Kind::data_race);
        for (auto const& access : reports[0].accesses) {
            REQUIRE(access.mutexes.size() == 1);
            auto const frame = frame_in(access.stack, "account.hpp");
            REQUIRE((!frame || frame->line == 8 || frame->line == 12));
        }
    }
}

TEST_CASE("Garbage is never an exception", "[tsan]") {
    std::mt19937 random(20240229);
    std::uniform_int_distribution<int> byte(0, 255);
    auto const flip = [&](std::string text) {
        std::uniform_int_distribution<std::size_t> place(0, text.size() - 1);
        for (int i = 0; i < 40; ++i)
            text[place(random)] = static_cast<char>(byte(random));
        auto const first = place(random);
        text.erase(first, place(random));
        return text;
    };
    for (auto const& text : every_log()) {
        for (int round = 0; round < 20; ++round) {
            auto const garbled = text.empty() ? text : flip(text);
            for (auto const& report : parse(garbled))
                REQUIRE_NOTHROW(explain(report, ""));
        }
    }
    REQUIRE_NOTHROW(parse(std::string(5000, '#') + "\n    #\n    #1\n    #99999999999999999999 \n"));
    for (auto const& odd : {"    #0 ", "    #0  (", "  Write of size ", "  Mutex ", "  Thread ", "  Location is ",
                            "    #0 <null> <null> ("}) {
        auto const reports =
            parse("==================\nWARNING: ThreadSanitizer: data race (pid=1)\n" + std::string(odd) + "\n");
        REQUIRE(reports.size() == 1);
        REQUIRE_NOTHROW(explain(reports[0], ""));
    }
}
