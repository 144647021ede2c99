#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "explained.hpp"
#include "logs.hpp"
#include "tsan/report.hpp"

using namespace hb::tsan;
using hb::tsan::test::every_log;
using hb::tsan::test::explained;
using hb::tsan::test::log;
using hb::tsan::test::program;
using hb::tsan::test::says;

namespace {

[[nodiscard]] Frame frame_at(std::string file, int line, int column) {
    return {.function = "f", .file = std::move(file), .line = line, .column = column, .module = "program"};
}

[[nodiscard]] Access write_by(std::string thread, Frame const& frame) {
    Access access;
    access.write = true;
    access.size = 8;
    access.thread = std::move(thread);
    access.stack = {frame};
    return access;
}

[[nodiscard]] Report race(std::vector<Access> accesses) {
    Report report;
    report.kind = Kind::data_race;
    report.heading = "data race";
    report.accesses = std::move(accesses);
    return report;
}

void check_shape(std::string const& text) {
    CAPTURE(text);
    CHECK(std::ranges::count(text, '\n') <= 12);
    CHECK(text.ends_with('\n'));
    for (std::size_t at = 0; at < text.size();) {
        auto const end = text.find('\n', at);
        CHECK(end - at <= 74);
        at = end + 1;
    }
}

}  // namespace

TEST_CASE("A lost update is explained in full", "[tsan]") {
    CHECK(explained("count_up.clang", "count_up.hpp") ==
          "Data race on 'total', on the stack of the main thread.\n"
          "  Thread T2 (created at count_up.hpp:11) writes 8 bytes, holding no mutex:\n"
          "      count_up.hpp:14   total = before + 1;\n"
          "  Before that, thread T1 (created at count_up.hpp:11) wrote 8 bytes,\n"
          "    holding no mutex:\n"
          "      count_up.hpp:14   total = before + 1;\n"
          "Nothing orders these two accesses: neither thread holds a mutex, and\n"
          "  neither access is atomic.\n");
}

TEST_CASE("Two different mutexes are named, with where they were locked", "[tsan]") {
    auto const text = explained("different_locks.clang", "account.hpp");
    CHECK(says(text, "Data race on 'balance_', in a heap block of 88 bytes (allocated at different_locks.cpp:5)."));
    CHECK(says(text,
               "Thread T2 (created by the main thread) writes 8 bytes, holding 'withdraw_lock_': account.hpp:12 "
               "balance_ -= amount;"));
    CHECK(says(text, "'withdraw_lock_': locked at account.hpp:11 ... const hold(withdraw"));
    CHECK(says(text, "'deposit_lock_': locked at account.hpp:7 ... const hold(deposit"));
    CHECK(says(text,
               "no mutex is common to both, thread T2 holds 'withdraw_lock_' and thread T1 holds 'deposit_lock_'."));
}

TEST_CASE("The mutex that only one access holds is no mutex for both", "[tsan]") {
    for (auto const* const name : {"half_locked.clang", "half_locked.gcc"}) {
        auto const text = explained(name, "half_locked.cpp");
        CHECK(says(text, "Data race on the global variable 'total' (8 bytes)."));
        CHECK(says(text, "the main thread holds no mutex. A mutex orders only threads that all lock it."));
    }
}

TEST_CASE("A lock shared by readers is not said to be missing", "[tsan]") {
    auto const text = explained("shared_lock.gcc", "shared_lock.cpp");
    CHECK(says(text, "Both hold 'lock', but only for reading"));
    CHECK_FALSE(says(text, "no mutex"));
}

TEST_CASE("An atomic access against a plain one, kept apart by a sleep", "[tsan]") {
    auto const text = explained("publish.clang", "publish.cpp");
    CHECK(says(text, "Data race on the global variable 'ready' (4 bytes)."));
    CHECK(says(
        text, "The main thread atomically writes 4 bytes in std::atomic_ref::store, holding no mutex: publish.cpp:13"));
    CHECK(says(text, "Only a sleep (the one at publish.cpp:12) came between them"));
    CHECK(says(text, "one is atomic, but that of thread T1 is not"));
}

TEST_CASE("A race with a free says so", "[tsan]") {
    auto const early = explained("freed_too_early.gcc", "freed_too_early.cpp");
    CHECK(says(
        early,
        "The main thread frees memory that 'cell' points to, holding no mutex: freed_too_early.cpp:11 delete cell;"));
    CHECK(says(early, "the free and the use of the memory can happen at the same time"));

    auto const late = explained("use_after_free.clang", "use_after_free.cpp");
    CHECK(says(late, "Use after free: memory that 'cell' points to is used after the main thread freed it."));
    CHECK(says(late, "the main thread freed memory that 'cell' points to, holding no mutex: use_after_free.cpp:9"));
}

TEST_CASE("A lock-order inversion shows both orders and who called", "[tsan]") {
    auto const text = explained("transfer.clang", "transfer.cpp");
    CHECK(says(text, "Lock-order inversion"));
    CHECK(says(text, "Thread T1 locks 'to.lock' (M1) (called at transfer.cpp:15) while holding M0:"));
    CHECK(says(text, "Thread T2 locks 'to.lock' (M0) (called at transfer.cpp:16) while holding M1:"));
    CHECK(says(text, "transfer.cpp:10 std::lock_guard const hold_to(to.lock);"));
    CHECK(says(explained("transfer_with_both_stacks.clang", "transfer.cpp"),
               "while holding 'from.lock' (M0) (locked at transfer.cpp:9):"));
}

TEST_CASE("Misused mutexes, leaked threads, signals and crashes say what and where", "[tsan]") {
    CHECK(says(explained("unlock_of_unlocked.clang", "unlock_of_unlocked.cpp"),
               "a thread unlocks the mutex 'lock', which is not locked, is locked by another thread, "
               "or is no longer there. unlock_of_unlocked.cpp:5 lock.unlock();"));
    CHECK(says(
        explained("double_lock.clang", "double_lock.cpp"),
        "Double lock: a thread got the mutex 'broken' while another thread still had it locked. double_lock.cpp:9"));
    CHECK(says(explained("destroyed_locked_mutex.clang", "destroyed_locked_mutex.cpp"),
               "the mutex 'lock' was still locked when it was destroyed."));
    CHECK(says(explained("destroyed_locked_mutex.clang", "destroyed_locked_mutex.cpp"),
               "It was locked here: destroyed_locked_mutex.cpp:5 pthread_mutex_lock(&lock);"));
    CHECK(says(explained("thread_leak.clang", "thread_leak.cpp"), "thread T1 was never joined or detached."));
    CHECK(says(explained("signal_unsafe_call.clang", "signal_unsafe_call.cpp"),
               "the signal handler on_signal calls malloc"));
    CHECK(
        says(explained("crash.clang", "crash.cpp"), "SEGV on unknown address 0x000000000000. crash.cpp:3 *p = argc;"));
    CHECK(says(explained("vtable_pointer.clang", "vtable_pointer.cpp"),
               "a constructor or destructor against a virtual call"));
}

TEST_CASE("Mutexes are called what the lines that lock them call them", "[tsan]") {
    for (auto const* const compiler : {".clang", ".gcc"}) {
        CAPTURE(compiler);
        auto const kitchen = explained("kitchen" + std::string(compiler), "kitchen.cpp");
        CHECK(says(kitchen, "Thread T1 locks 'knives' while holding 'forks': kitchen.cpp:10"));
        CHECK(says(kitchen, "Thread T2 locks 'forks' while holding 'knives': kitchen.cpp:14"));
        CHECK(
            says(explained("door" + std::string(compiler), "door.cpp"),
                 "a thread unlocks the mutex 'store.door', which is not locked, is locked by another thread, or is no "
                 "longer there."));
    }
}

TEST_CASE("A signal handler is named, with what it may do instead", "[tsan]") {
    for (auto const* const name : {"handler_prints.clang", "handler_prints.gcc"}) {
        CAPTURE(name);
        auto const text = explained(name, "handler_prints.cpp");
        CHECK(says(text, "the signal handler on_interrupt calls malloc, which is not safe there."));
        CHECK(says(text, "handler_prints.cpp:7 std::printf"));  // not a line of the C library
        CHECK(says(text, "A handler may set a volatile std::sig_atomic_t"));
    }
}

TEST_CASE("A use after free names what is used, what was freed and by whom", "[tsan]") {
    for (auto const* const name : {"freed_job.clang", "freed_job.gcc"}) {
        CAPTURE(name);
        auto const text = explained(name, "freed_job.cpp");
        CHECK(says(text, "Use after free: 'result' is used after thread T1 freed its memory."));
        CHECK(says(text, "thread T1 (runs finish, created by the main thread) freed memory that 'job' points to"));
    }
}

TEST_CASE("Without source lines or debug information the explanation still stands", "[tsan]") {
    auto const reports = parse(log("count_up.gcc"));
    auto const text = explain(reports.at(0), "");
    CHECK(says(text, "Data race on an object of 8 bytes at count_up.hpp:13 and count_up.hpp:14, on the stack"));
    CHECK(says(text, "count_up.hpp:13"));
    auto const bare = explained("count_up_without_debug_information.clang", "count_up.hpp");
    CHECK(says(bare, "Thread T2 (created in count_up) writes 8 bytes, holding no mutex:"));
    CHECK(says(bare, "without a source line"));
}

TEST_CASE("A program without debug information is said to be so, in one line, and no other is", "[tsan]") {
    std::string const remark = "Compile the program with -g to see names and source lines here.\n";
    for (std::string const program : {"count_up", "descriptor", "texts", "circle"}) {
        for (std::string const compiler : {".clang", ".gcc"}) {
            CAPTURE(program, compiler);
            for (auto const& report : parse(log(program + "_without_debug_information" + compiler)))
                CHECK(explain(report, "").ends_with(remark));
            for (auto const& report : parse(log(program + compiler)))
                CHECK_FALSE(says(explain(report, ""), "-g"));
        }
    }
}

TEST_CASE("The program's own function is shown where a library's has no line", "[tsan]") {
    auto const reports = parse(log("texts_without_debug_information.clang"));
    CHECK(says(explain(reports.at(0), ""),
               "The main thread reads 7 bytes in strlen, holding no mutex: in main (without a source line)"));
    CHECK(says(explain(reports.at(0), ""), "in the function that the thread runs (without a source line)"));
}

TEST_CASE("Where a stripped program calls a library its own place is shown", "[tsan]") {
    Report report;
    report.kind = Kind::signal_unsafe_call;
    report.stack.push_back(
        {.function = "malloc", .file = "", .line = 0, .column = 0, .module = "program", .offset = 1});
    report.stack.push_back({.function = "", .file = "", .line = 0, .column = 0, .module = "libc.so.6", .offset = 2});
    report.stack.push_back({.function = "", .file = "", .line = 0, .column = 0, .module = "program", .offset = 0x30});
    CHECK(says(explain(report, ""), "program+0x30 (no name: was it compiled with -g?)"));
}

TEST_CASE("Every explanation has at most 12 lines of 80 columns", "[tsan]") {
    for (auto const& text : every_log()) {
        for (auto const& report : parse(text)) {
            check_shape(explain(report, ""));
            for (std::size_t cut = 0; cut < text.size(); cut += 97) {
                for (auto const& part : parse(text.substr(0, cut)))
                    check_shape(explain(part, ""));
            }
        }
    }
}

TEST_CASE("Very long names and many mutexes leave the last sentence in place", "[tsan]") {
    auto frame = frame_at("/" + std::string(200, 'p'), 123456, 1);
    frame.function = std::string(300, 'f');
    auto report = race({write_by("T1", frame), write_by("T2", frame)});
    report.location = "global '" + std::string(500, 'g') + "' of size 8 at 0x1";
    for (auto& access : report.accesses) {
        for (int i = 0; i < 12; ++i) {
            auto const& name = access.mutexes.emplace_back(access.thread + "_mutex_" + std::to_string(i));
            report.mutexes.push_back({.name = name, .first_use = {frame}});
        }
        auto& thread = report.threads.emplace_back();
        thread.name = access.thread;
        thread.created = {frame};
    }
    report.sleep = {frame};
    auto const text = explain(report, "");
    check_shape(text);
    CHECK(says(text, "no mutex is common to both"));
    CHECK(says(text, "and 10 more."));
}

TEST_CASE("Control characters and broken UTF-8 never reach the terminal", "[tsan]") {
    Report report;
    report.heading = "a\x1b[31mred\xff\xc3\xa9\xc2\x9b";
    CHECK(explain(report, "") == "ThreadSanitizer reports: a [31mred?\xc3\xa9?.\n");
}

TEST_CASE("A variable is named only where the source line leaves no doubt", "[tsan]") {
    auto const headline = [](int line, int column) {
        auto const frame = frame_at(program("variables.txt"), line, column);
        auto const text = explain(race({write_by("T1", frame), write_by("T2", frame)}), "");
        return text.substr(0, text.find('\n'));
    };
    auto const unnamed = [](int line) {
        return "Data race on an object of 8 bytes at variables.txt:" + std::to_string(line) + '.';
    };
    CHECK(headline(1, 7) == "Data race on 'total'.");                    // total = 1;
    CHECK(headline(2, 1) == "Data race on 'total'.");                    // ++total;
    CHECK(headline(3, 6) == "Data race on 'total'.");                    // total++;
    CHECK(headline(4, 13) == "Data race on 'count_'.");                  // box->count_ += 2;
    CHECK(headline(5, 1) == "Data race on memory that 'p' points to.");  // *p = 1; at the star
    CHECK(headline(5, 4) == "Data race on memory that 'p' points to.");
    CHECK(headline(6, 6) == "Data race on an element of 'v'.");  // v[i] = 1;
    CHECK(headline(7, 5) == unnamed(7));                         // x = read(y); at the call
    CHECK(headline(7, 10) == "Data race on 'y'.");               // x = read(y); at the argument
    CHECK(headline(8, 3) == unnamed(8));                         // a == b;
    CHECK(headline(1, 500) == unnamed(1));
    CHECK(headline(500, 1) == unnamed(500));
}
