#pragma once
/// Explanations of kept logs, and what they say.

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <string_view>

#include "logs.hpp"
#include "tsan/report.hpp"

namespace hb::tsan::test {

/// The explanation of the one report in a log, for the program with this name.
[[nodiscard]] inline std::string explained(std::string_view log_name, std::string_view source) {
    auto const reports = parse(log(log_name));
    REQUIRE(reports.size() == 1);
    return explain(reports[0], program(source));
}

[[nodiscard]] inline bool says(std::string const& text, std::string_view words) {
    // A sentence may be broken between any two words.
    std::string joined;
    for (char const c : text) {
        char const plain = c == '\n' ? ' ' : c;
        if (plain != ' ' || !joined.ends_with(' ')) joined += plain;
    }
    return joined.find(words) != std::string::npos;
}

}  // namespace hb::tsan::test
