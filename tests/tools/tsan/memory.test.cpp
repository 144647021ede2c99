#include <catch2/catch_test_macros.hpp>
#include <string>
#include <string_view>

#include "explained.hpp"
#include "logs.hpp"
#include "tsan/report.hpp"

using namespace hb::tsan;
using hb::tsan::test::explained;
using hb::tsan::test::program;
using hb::tsan::test::says;

namespace {

/// The first line of the explanation of a race between accesses at two lines of guesses.txt, without columns.
[[nodiscard]] std::string guess(int read_line, int written_line) {
    Report report;
    report.kind = Kind::data_race;
    report.heading = "data race";
    for (int const line : {read_line, written_line}) {
        Access access;
        access.write = line == written_line;
        access.size = 4;
        access.thread = "T1";
        auto& frame = access.stack.emplace_back();
        frame.function = "f";
        frame.file = program("guesses.txt");
        frame.line = line;
        report.accesses.push_back(std::move(access));
    }
    auto const text = explain(report, "");
    return text.substr(0, text.find('\n'));
}

}  // namespace

TEST_CASE("Without columns the field is known from lines that change one thing only", "[tsan]") {
    auto const text = explained("fields.gcc", "fields.cpp");
    CHECK(says(text, "Data race on 'count_', on the stack of the main thread."));
    CHECK(says(text, "Before that, thread T1 'loader' (runs load, created by the main thread) wrote 4 bytes"));
}

TEST_CASE("A name is taken from the lines only where nothing else can be meant", "[tsan]") {
    CHECK(guess(1, 1) == "Data race on 'balance_'.");              // balance_ += amount;
    CHECK(guess(2, 3) == "Data race on 'total'.");                 // long before = total;   total = before + 1;
    CHECK(guess(4, 4) == "Data race on an element of 'values'.");  // for (int i ...) values[i] += i;
    CHECK(guess(5, 5) == "Data race on an object of 4 bytes at guesses.txt:5.");  // a = b; b = a;
    CHECK(guess(6, 6) == "Data race on an object of 4 bytes at guesses.txt:6.");  // f(x);
    CHECK(guess(7, 8) == "Data race on 'sum'.");                      // #pragma omp parallel for   sum += i;
    CHECK(guess(9, 9) == "Data race on memory that 'p' points to.");  // *p += 1;
    CHECK(guess(1, 3) == "Data race on an object of 4 bytes at guesses.txt:1 and guesses.txt:3.");  // nothing in common
}

TEST_CASE("The report's own name for a global comes before what the lines have in common", "[tsan]") {
    for (auto const* const name : {"bits.clang", "bits.gcc"}) {
        CAPTURE(name);
        CHECK(says(explained(name, "bits.cpp"), "Data race on the global variable 'table' (64 bytes)."));
    }
}

TEST_CASE("Of two variables that one line changes none is named without a column", "[tsan]") {
    auto const with_columns = parse(hb::tsan::test::log("one_line.clang"));
    REQUIRE(with_columns.size() == 2);
    CHECK(says(explain(with_columns[0], program("one_line.cpp")), "Data race on an element of 'cell', in the global"));
    CHECK(says(explain(with_columns[1], program("one_line.cpp")), "Data race on 'total', in the global variable"));
    for (auto const& report : parse(hb::tsan::test::log("one_line.gcc")))
        CHECK(
            says(explain(report, program("one_line.cpp")), "Data race on the global variable 'main::grid' (72 bytes)"));
}

TEST_CASE("An access through a pointer is to what the pointer points to", "[tsan]") {
    CHECK(says(explained("pointer.clang", "pointer.cpp"),
               "Data race on memory that 'shared' points to, in a heap block of 4 bytes"));
    // GCC puts it at the line where the loop begins.
    CHECK(says(explained("pointer.gcc", "pointer.cpp"), "Data race on an object of 4 bytes at pointer.cpp:5"));
    CHECK(guess(11, 11) == "Data race on memory that 'shared' points to.");
    CHECK(guess(12, 12) == "Data race on an object of 4 bytes at guesses.txt:12.");
    CHECK(guess(13, 14) == "Data race on an element of 'flags'.");
    CHECK(guess(15, 15) == "Data race on an object of 4 bytes at guesses.txt:15.");
    CHECK(guess(16, 17) == "Data race on 'head'.");
}

TEST_CASE("A condition variable that is destroyed too early is said to be one", "[tsan]") {
    for (auto const* const name : {"gate.clang", "gate.gcc"}) {
        CAPTURE(name);
        auto const text = explained(name, "gate.cpp");
        CHECK(says(text, "Data race on memory of 'opened', in a heap block of 96 bytes (allocated at gate.cpp:12)."));
        CHECK(says(text, "destroys the condition variable, holding no mutex: gate.cpp:24 delete gate;"));
    }
}

TEST_CASE("Memory that a container owns is named by the container, with the function that was called", "[tsan]") {
    for (auto const* const name : {"containers.clang", "containers.gcc"}) {
        CAPTURE(name);
        auto const text = explained(name, "containers.cpp");
        CHECK(says(text, "Data race on memory of 'entries', in a heap block of 72 bytes (allocated at"));
        CHECK(says(text, "bytes in std::map::contains, holding no mutex: containers.cpp:9"));
        CHECK(says(text, "thread T1 (runs fill"));
        CHECK(says(text, "allocated the memory, holding no mutex: containers.cpp:8"));
    }
}

TEST_CASE("A race on a file descriptor says what was called on it", "[tsan]") {
    auto const text = explained("descriptor.gcc", "descriptor.cpp");
    CHECK(says(text, "Data race on file descriptor 3 (opened at descriptor.cpp:7)."));
    CHECK(says(text, "The main thread calls close on it"));
    CHECK(says(text, "thread T1 (created by the main thread) called write on it"));
    CHECK(says(text, "the descriptor can be closed"));
}

TEST_CASE("Threads of OpenMP are nobody's but OpenMP's", "[tsan]") {
    auto const text = explained("openmp.gcc", "openmp.cpp");
    CHECK(says(text, "Data race on 'sum', on the stack of the main thread."));
    CHECK(says(text, "(created by OpenMP)"));
}

TEST_CASE("A stripped program leaves its name and the place in it", "[tsan]") {
    auto const text = explained("stripped.gcc", "half_locked.cpp");
    CHECK(says(text, "stripped.gcc+0x"));
    CHECK(says(text, "A mutex orders only threads that all lock it."));
}

TEST_CASE("Calls that a library forbids to overlap are no plain accesses", "[tsan]") {
    auto const text = explained("library_calls.clang", "library_calls.cpp");
    CHECK(says(text, "Race on List (a library tells"));
    CHECK(says(text, "called a function that changes the object"));
    CHECK_FALSE(says(text, "0 bytes"));
}

TEST_CASE("Each rarer kind has its own sentence", "[tsan]") {
    CHECK(says(explained("invalid_mutex.clang", "invalid_mutex.cpp"),
               "the mutex 'lock' is used, which was not made yet or was destroyed"));
    CHECK(says(explained("errno_spoiled.clang", "errno_spoiled.cpp"),
               "Signal handler changes errno: the code that handler interrupts"));
    CHECK(says(explained("thread_leaks.gcc", "thread_leaks.cpp"),
               "thread T1 and 4 more were never joined or detached. They were created here: thread_leaks.cpp:11"));
    auto const circle = explained("dining.clang", "dining.cpp");
    CHECK(says(circle, "Thread T3 locks 'forks[(seat + 1) % 3]' (M0) while holding M2:"));
    CHECK(says(circle, "there is no one order"));
}

TEST_CASE("Of a long line the part around the access is shown", "[tsan]") {
    Report report;
    report.kind = Kind::thread_leak;
    report.threads.emplace_back().name = "T1";
    auto& frame = report.stack.emplace_back();
    frame = {.function = "f", .file = program("guesses.txt"), .line = 10, .column = 72, .module = "", .offset = 0};
    CHECK(says(explain(report, ""), "guesses.txt:10 ... sixth(6); std::thread forgotten(work);"));
    frame.column = 1;
    CHECK(says(explain(report, ""), "guesses.txt:10 first(1); second(2); third(3)"));
}

TEST_CASE("Sources that moved are found by the longest end of their path", "[tsan]") {
    auto report = parse(hb::tsan::test::log("count_up.clang")).at(0);
    CHECK_FALSE(says(explain(report, ""), "total = before + 1;"));
    CHECK(says(explain(report, "", program("")), "count_up.hpp:14 total = before + 1;"));
    CHECK(says(explain(report, "", program("")), "Data race on 'total'"));
}
