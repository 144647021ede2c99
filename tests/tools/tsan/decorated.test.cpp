#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "explained.hpp"
#include "logs.hpp"
#include "tsan/report.hpp"

using namespace hb::tsan;
using hb::tsan::test::log;
using hb::tsan::test::program;
using hb::tsan::test::says;

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
    CHECK(parse("+ grep 'SUMMARY: ThreadSanitizer: data race' log\n").empty());
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
    auto const headed = whole.substr(0, whole.find('\n', whole.find("  Previous write")) + 1);
    CHECK_FALSE(understood(parse(headed).at(0)));
}

TEST_CASE("A report whose first lines are lost is a report, not understood, with all that is left", "[tsan]") {
    auto const whole = log("count_up.clang");
    auto rest = whole;
    for (int lost = 1; rest.find("SUMMARY") != std::string::npos; ++lost) {
        rest.erase(0, rest.find('\n') + 1);
        if (rest.find("WARNING") != std::string::npos || rest.find("SUMMARY") == std::string::npos ||
            rest.starts_with('\n'))
            continue;
        CAPTURE(lost);
        for (auto const &text :
             {rest, decorated(rest, [](std::string const& line, int) { return "1: " + line + '\n'; })}) {
            auto const reports = parse(text);
            REQUIRE(reports.size() == 1);
            CHECK_FALSE(understood(reports[0]));
            CHECK_FALSE(is_noise(reports[0]));
            CHECK(reports[0].raw == text.substr(0, text.rfind("==================\n") - (text == rest ? 0 : 3)));
        }
    }
    auto const next = parse(whole.substr(whole.find("  Previous write")) + log("transfer.clang"));
    REQUIRE(next.size() == 2);
    CHECK(understood(next[1]));
}

TEST_CASE("Reports of two programs whose lines alternate are told apart by their prefixes", "[tsan]") {
    auto const lines = [](std::string const& text) {
        std::vector<std::string> all;
        (void)decorated(text, [&](std::string const& line, int) { return all.emplace_back(line); });
        return all;
    };
    auto const race = log("different_locks.clang");
    auto const order = log("transfer.gcc");
    struct Prefixes {
        std::string first;
        std::string second;
    };
    for (auto const& [first, second] :
         {Prefixes{"1: ", "2: "}, Prefixes{"web_1  | ", "web_12 | "}, Prefixes{"web | ", "db  | "},
          Prefixes{"1: 2024-10-09T08:07:10Z ", "2: 2024-10-09T08:07:59Z "}}) {
        CAPTURE(first);
        auto const a = lines(race);
        auto const b = lines(order);
        std::string mixed;
        for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
            if (i < a.size()) mixed += first + a[i] + '\n';
            if (i < b.size()) mixed += second + b[i] + '\n';
        }
        auto const reports = parse(mixed);
        REQUIRE(reports.size() == 2);
        CHECK(explain(reports[0], "") == explain(parse(race).at(0), ""));
        CHECK(explain(reports[1], "") == explain(parse(order).at(0), ""));
        CHECK(reports[0].raw.find(second) == std::string::npos);
    }
}

TEST_CASE("A thread that races with itself is not understood", "[tsan]") {
    auto report = parse(log("count_up.clang")).at(0);
    report.accesses[0].thread = report.accesses[1].thread;
    CHECK_FALSE(understood(report));
    CHECK(says(explain(report, ""), "the log seems to mix two reports"));
}

TEST_CASE("Only a stack that ThreadSanitizer says it lost is called forgotten", "[tsan]") {
    auto const with_stack = [](std::string const& stack) {
        auto const access = [&](char const* what, char const* thread) {
            return std::string("  ") + what + " of size 4 at 0x01 by thread " + thread + ":\n" + stack + '\n';
        };
        return parse("==================\nWARNING: ThreadSanitizer: data race (pid=1)\n" + access("Write", "T1") +
                     access("Previous write", "T2") + "==================\n")
            .at(0);
    };
    auto const lost = with_stack("    [failed to restore the stack]\n");
    CHECK(understood(lost));
    CHECK(says(explain(lost, ""), "ThreadSanitizer has forgotten where"));
    auto const foreign =
        with_stack("0 f /lesson/f.cpp:3:9\n1 main /lesson/f.cpp:9:2\n");  // stack_trace_format='%n %F %S'
    CHECK_FALSE(understood(foreign));
    CHECK_FALSE(says(explain(foreign, ""), "forgotten"));
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
