#include <catch2/catch_test_macros.hpp>
#include <vector>

#include "logs.hpp"
#include "tsan/report.hpp"
#include "tsan/text.hpp"

using namespace hb::tsan;
using hb::tsan::test::log;

TEST_CASE("Names are compared without arguments, template parameters and return types", "[tsan]") {
    CHECK(plain_name("count_up(int, long)::'lambda'()::operator()() const") == "count_up::'lambda'::operator()");
    CHECK(plain_name("void hb::plant<std::vector<int> >(std::vector<int>&)") == "hb::plant");
    CHECK(plain_name("int const& std::max<int>(int const&, int const&)") == "std::max");
    CHECK(plain_name("hb::(anonymous namespace)::canary(int) [clone .cold]") == "hb::(anonymous namespace)::canary");
    CHECK(plain_name("operator new(unsigned long)") == "operator new");
    CHECK(plain_name("operator delete[](void*)") == "operator delete[]");
    CHECK(plain_name("Flag::operator bool() const") == "Flag::operator bool");
    CHECK(plain_name("bool operator< <int>(Box<int> const&, Box<int> const&)") == "operator<");
    CHECK(plain_name("std::ostream& std::operator<<(std::ostream&, char)") == "std::operator<<");
    CHECK(plain_name("std::ostream& std::operator<<<char>(std::ostream&, char)") == "std::operator<<");
    CHECK(plain_name("operator=<main()::<lambda()>::<lambda(int)> >") == "operator=");
    CHECK(plain_name("Pair::operator=(Pair&&) requires is_same<T, T0>()") == "Pair::operator=");
    CHECK(plain_name("main") == "main");
    CHECK(plain_name("").empty());

    auto const reports = parse(log("different_locks.gcc"));
    REQUIRE(reports.size() == 1);
    auto const& report = reports[0];
    CHECK(mentions(report, "Account::deposit"));
    CHECK(mentions(report, "Account::deposit(long)"));
    CHECK(mentions(report, "std::make_unique"));
    CHECK_FALSE(mentions(report, "deposit"));
    CHECK_FALSE(mentions(report, "hb::canary"));
}

TEST_CASE("A frame is found by the end of its path, in whole components", "[tsan]") {
    std::vector<Frame> const stack = {
        {.function = "f", .file = "/usr/include/c++/12/thread", .line = 3, .column = 0, .module = "a"},
        {.function = "g", .file = "/lesson/my_queue.hpp", .line = 4, .column = 0, .module = "a"},
        {.function = "h", .file = "/lesson/queue.hpp", .line = 5, .column = 0, .module = "a"},
    };
    CHECK(frame_in(stack, "queue.hpp")->line == 5);
    CHECK(frame_in(stack, "lesson/queue.hpp")->line == 5);
    CHECK(frame_in(stack, "")->line == 4);
    CHECK_FALSE(frame_in(stack, "stack.hpp"));
    CHECK_FALSE(frame_in({}, ""));
}

TEST_CASE("A path with spaces and a lambda named by its path are read", "[tsan]") {
    auto const reports = parse(
        "==================\n"
        "WARNING: ThreadSanitizer: signal-unsafe call inside of a signal (pid=1)\n"
        "    #0 thread<(lambda at /my lessons/a.cpp:3:5), void> /my lessons/b.hpp:12:34 (a b+0x1) (BuildId: 00)\n"
        "==================\n");
    REQUIRE(reports.size() == 1);
    auto const& report = reports[0];
    REQUIRE(report.stack.size() == 1);
    CHECK(report.stack[0].file == "/my lessons/b.hpp");
    CHECK(report.stack[0].line == 12);
    CHECK(report.stack[0].function == "thread<(lambda at /my lessons/a.cpp:3:5), void>");
    CHECK(report.stack[0].module == "a b");
}

TEST_CASE("A local function without debug information has its source file behind it, and no line", "[tsan]") {
    auto const report = parse(log("texts_without_debug_information.clang")).at(0);
    auto const& frame = report.accesses.at(1).stack.at(1);
    CHECK(plain_name(frame.function) == "std::thread::_State_impl::_M_run");
    CHECK(frame.file == "texts.cpp");
    CHECK(frame.line == 0);
}

TEST_CASE("a text is cut to the room that there is for it, even if there is none", "[text]") {
    std::string const text = "std::lock_guard const lock{mutex};";
    for (std::size_t room = 0; room <= text.size(); ++room) {
        CAPTURE(room);
        CHECK(fit(text, room).size() <= room);
    }
    CHECK(fit(text, text.size()) == text);
    CHECK(fit(text, 10) == "std::lo...");
    CHECK(fit(text, 3).empty());
}
