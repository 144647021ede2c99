#include <catch2/catch_test_macros.hpp>
#include <functional>
#include <string>
#include <string_view>

#include "explained.hpp"
#include "logs.hpp"
#include "tsan/report.hpp"

using namespace hb::tsan;
using hb::tsan::test::log;
using hb::tsan::test::program;

namespace {

using Decoration = std::function<std::string(std::string const& line, int number)>;

[[nodiscard]] std::string decorated(std::string_view text, Decoration const& decorate) {
    std::string result;
    for (int number = 0; !text.empty(); ++number) {
        auto const end = text.find('\n');
        result += decorate(std::string(text.substr(0, end)), number);
        text.remove_prefix(end + 1);
    }
    return result;
}

/// What other programs do to each line of a log.
[[nodiscard]] std::vector<std::pair<std::string, Decoration>> decorations() {
    auto const before = [](std::string const& prefix) {
        return [prefix](std::string const& line, int) { return prefix + line + '\n'; };
    };
    return {
        {"ctest", before("12: ")},
        {"indented", before("    ")},
        {"quoted", before("> ")},
        {"Windows", [](std::string const& line, int) { return line + "\r\n"; }},
        {"time stamps",
         [](std::string const& line, int number) {
             return "2024-10-09T08:07:" + std::to_string(10 + number % 50) + "." + std::to_string(number * 7919) +
                    "Z " + line + '\n';
         }},
        {"a prefix that loses its space before nothing",
         [](std::string const& line, int) { return line.empty() ? "app_1 |\n" : "app_1 | " + line + '\n'; }},
        {"colours", [](std::string const& line,
                       int) { return line.empty() ? "\n" : "\x1b[1m\x1b[31m" + line + "\x1b[1m\x1b[0m\n"; }},
        {"the program's own output between the lines",
         [](std::string const& line, int number) {
             return line + '\n' + (number % 3 == 1 ? "step\n\n  two spaces\n" : "");
         }},
    };
}

}  // namespace

TEST_CASE("A report reads the same whatever was written around its lines", "[tsan]") {
    for (auto const* const name : {"different_locks.clang", "transfer.gcc", "thread_leaks.gcc"}) {
        auto const plain = parse(log(name));
        for (auto const& [what, decorate] : decorations()) {
            CAPTURE(name, what);
            auto const reports = parse(decorated(log(name), decorate));
            REQUIRE(reports.size() == plain.size());
            CHECK(explain(reports[0], "", program("")) == explain(plain[0], "", program("")));
            CHECK(signature(reports[0]) == signature(plain[0]));
        }
    }
}

TEST_CASE("A rule that follows an unfinished line of output is still a rule", "[tsan]") {
    auto const reports = parse("working, no line end: " + log("count_up.clang"));
    REQUIRE(reports.size() == 1);
    CHECK(understood(reports[0]));
}

TEST_CASE("A crash is found behind a prefix, a word about ThreadSanitizer is no report", "[tsan]") {
    REQUIRE(parse("12: ==7==ERROR: ThreadSanitizer: SEGV on unknown address 0x1 (pc 0x2)\n").size() == 1);
    CHECK(parse("+ grep 'WARNING: ThreadSanitizer: data race' log\n").empty());
    CHECK(parse("SUMMARY: ThreadSanitizer: data race f.cpp:3 in f\n").empty());
}

TEST_CASE("Rules of '=' around text of the program are noise, those of another detector are not", "[tsan]") {
    auto const banner = parse("==================\nWelcome\n==================\n");
    REQUIRE(banner.size() == 1);
    CHECK(is_noise(banner[0]));
    auto const go = parse("==================\nWARNING: DATA RACE\nWrite at 0x1 by goroutine 7:\n==================\n");
    REQUIRE(go.size() == 1);
    CHECK_FALSE(is_noise(go[0]));
    CHECK_FALSE(understood(go[0]));
    CHECK_FALSE(is_noise(parse(log("count_up.clang")).at(0)));
}

TEST_CASE("A report is understood when it is whole", "[tsan]") {
    for (auto const* const name : {"count_up.gcc", "transfer.clang", "thread_leak.clang", "invalid_mutex.clang",
                                   "errno_spoiled.clang", "library_calls.clang"})
        CHECK(understood(parse(log(name)).at(0)));
    auto const whole = log("count_up.gcc");
    CHECK_FALSE(understood(parse(whole.substr(0, whole.find("  Previous write"))).at(0)));
    CHECK_FALSE(understood(parse(log("crash.clang")).at(0)));
}

TEST_CASE("Reports have one signature if they say the same, whatever the numbers in them are", "[tsan]") {
    auto const text = log("different_locks.gcc");
    auto swapped = parse(text).at(0);
    std::swap(swapped.accesses[0], swapped.accesses[1]);
    swapped.accesses[0].thread = "T7";
    for (auto& thread : swapped.threads) {
        if (thread.name == "T1") thread.name = "T7";
    }
    CHECK(signature(swapped) == signature(parse(text).at(0)));
    auto other = parse(text).at(0);
    other.accesses[0].stack[0].line += 1;
    CHECK(signature(other) != signature(swapped));
    auto unlocked = parse(text).at(0);
    unlocked.accesses[0].mutexes.clear();
    CHECK(signature(unlocked) != signature(swapped));
}

TEST_CASE("The number of reports that the log announces is summed over its processes", "[tsan]") {
    CHECK(announced("ThreadSanitizer: reported 3 warnings\n12: ThreadSanitizer: reported 1 warnings\n") == 4);
    CHECK(announced("nothing\n") == 0);
}
