#include <catch2/catch_test_macros.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "explained.hpp"
#include "logs.hpp"
#include "tsan/report.hpp"

using namespace hb::tsan;
using hb::tsan::test::explained;
using hb::tsan::test::log;
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
        auto const text = explained(name, "bits.cpp");
        CHECK(says(text, "in the global variable 'table' (64 bytes)."));
        CHECK_FALSE(says(text, "'i'"));
    }
}

TEST_CASE("Bit-fields are named, those beside each other as one memory location", "[tsan]") {
    for (std::string const compiler : {".clang", ".gcc"}) {
        CAPTURE(compiler);
        CHECK(says(explained("bit_fields" + compiler, "bit_fields.cpp"),
                   "Data race on the bit-fields 'level' and 'lamp', which are one memory location, on the stack"));
        auto const reports = parse(log("one_bit_field" + compiler));
        CHECK(says(explain(reports.at(0), program("one_bit_field.cpp")),
                   "Data race on the bit-field 'done', in the global variable 'jobs' (8 bytes)."));
    }
    auto const whole = parse(log("one_bit_field.gcc")).at(1);
    CHECK(says(explain(whole, program("one_bit_field.cpp")), "Data race on the bit-field 'done' or one beside it"));
}

TEST_CASE("What a library function was given is named where the line leaves no doubt", "[tsan]") {
    for (std::string const compiler : {".clang", ".gcc"}) {
        CAPTURE(compiler);
        std::string all;
        for (auto const& report : parse(log("texts" + compiler)))
            all += explain(report, program("texts.cpp"));
        CHECK(says(all, "Data race on memory of 'street', in the global variable 'person' (48 bytes)."));
        CHECK(says(all, "Data race on memory of 'title', in the global variable 'person' (48 bytes)."));
        CHECK(says(all, "in snprintf, holding no mutex: texts.cpp:18 std::snprintf(person.title, sizeof person.title"));
    }
    // Clang calls memcpy for it.
    auto const first = parse(log("texts.clang")).at(0);
    CHECK(says(explain(first, program("texts.cpp")), "wrote 8 bytes in strcpy, holding no mutex: texts.cpp:16"));
}

TEST_CASE("Of an argument that may be one of several nothing is said", "[tsan]") {
    CHECK(guess(18, 18) == "Data race on memory of 'name'.");                        // strcpy(name, text);
    CHECK(guess(19, 19) == "Data race on an object of 4 bytes at guesses.txt:19.");  // one of two, by a condition
    CHECK(guess(20, 20) == "Data race on an object of 4 bytes at guesses.txt:20.");  // two calls
    CHECK(guess(21, 21) == "Data race on an object of 4 bytes at guesses.txt:21.");  // it goes on in the next line
}

TEST_CASE("Memory that another thread allocated is said to have reached this one without order", "[tsan]") {
    for (auto const* const name : {"published.clang", "published.gcc"}) {
        CAPTURE(name);
        CHECK(says(explained(name, "published.cpp"),
                   "Nothing orders the allocation and this use: the address of the memory reached the other thread"));
    }
    CHECK(says(explained("published.clang", "published.cpp"), "Data race on 'data', in a heap block of 4 bytes"));
}

TEST_CASE("A mutex that is gone when the report is written is no number of 16 digits", "[tsan]") {
    auto const reports = parse(log("waiting_room.gcc"));
    REQUIRE(reports.size() == 3);
    CHECK(says(explain(reports[2], program("waiting_room.cpp")), "holding a mutex that was destroyed later:"));
}

TEST_CASE("A parameter's name says nothing of a mutex in another function", "[tsan]") {
    for (auto const& [name, mutex] : {std::pair{"circle.clang", "M2"}, std::pair{"circle.gcc", "M11"}}) {
        CAPTURE(name);
        auto const text = explained(name, "circle.cpp");
        CHECK(says(text, "Thread T1 locks 'green' while holding 'red': circle.cpp:16"));
        CHECK(says(text, "Thread T2 locks 'second' (" + std::string(mutex) + ") (called at circle.cpp:18)"));
        CHECK(says(text, "Thread T3 locks 'red' while holding " + std::string(mutex) + ": circle.cpp:21"));
    }
}

TEST_CASE("Of two variables that one line changes none is named without a column", "[tsan]") {
    auto const with_columns = parse(log("one_line.clang"));
    REQUIRE(with_columns.size() == 2);
    CHECK(says(explain(with_columns[0], program("one_line.cpp")), "Data race on an element of 'cell', in the global"));
    CHECK(says(explain(with_columns[1], program("one_line.cpp")), "Data race on 'total', in the global variable"));
    for (auto const& report : parse(log("one_line.gcc")))
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

TEST_CASE("A file descriptor that is closed too early is said to be, with debug information and without", "[tsan]") {
    for (auto const* const name : {"descriptor.clang", "descriptor.gcc", "descriptor_without_debug_information.clang",
                                   "descriptor_without_debug_information.gcc"}) {
        CAPTURE(name);
        auto const text = explained(name, "descriptor.cpp");
        CHECK(says(text, "Data race on file descriptor 3 (opened "));
        CHECK(says(text, "): it is closed while another thread uses it. The main thread closes it, holding no mutex:"));
        CHECK(says(text, "thread T1 (created by the main thread) called write on it"));
        CHECK(says(text, "the descriptor can be closed, or its number given to another file, before it is used."));
        CHECK_FALSE(says(text, "bytes"));
    }
}

TEST_CASE("A file descriptor that is used too early is not said to be closed", "[tsan]") {
    for (auto const* const name : {"descriptor_opened.clang", "descriptor_opened.gcc"}) {
        CAPTURE(name);
        auto const text = explained(name, "descriptor_opened.cpp");
        CHECK(says(text, "Data race on file descriptor 3 (opened at descriptor_opened.cpp:10)."));
        CHECK(says(text, "The main thread calls read on it"));
        CHECK(says(text, "thread T1 (created by the main thread) opened it"));
        CHECK(says(text, "the descriptor can be used before it is open."));
    }
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
    auto report = parse(log("count_up.clang")).at(0);
    CHECK_FALSE(says(explain(report, ""), "total = before + 1;"));
    CHECK(says(explain(report, "", program("")), "count_up.hpp:14 total = before + 1;"));
    CHECK(says(explain(report, "", program("")), "Data race on 'total'"));
}
