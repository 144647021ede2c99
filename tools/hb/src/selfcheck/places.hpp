#pragma once
/// Where the files of a lesson lie, all named from the root of the checkout.

#include <filesystem>
#include <string>
#include <vector>

namespace hb::selfcheck {

namespace fs = std::filesystem;

struct Places {
    explicit Places(std::string const& lesson)
        : student{fs::path{"lessons"} / lesson},
          solutions{fs::path{"solutions"} / lesson},
          starters{fs::path{"tests/starters"} / lesson},
          tests{fs::path{"tests/lessons"} / lesson},
          kit{fs::path{"tests/wrong_answers"} / lesson} {}

    fs::path student;  ///< what a student gets: README.md, lesson.toml, starters
    fs::path solutions;
    fs::path starters;  ///< a second copy, because students edit the first
    fs::path tests;     ///< scenarios, judges, bench.cpp
    fs::path kit;       ///< kit.toml and its answers

    [[nodiscard]] std::vector<fs::path> all() const { return {student, solutions, starters, tests, kit}; }
};

/// Every file below a folder, in the order of their names; none if there is no such folder.
[[nodiscard]] std::vector<fs::path> files_below(fs::path const& root, fs::path const& folder);

/// The whole text; empty if there is no such file.
[[nodiscard]] std::string text_of(fs::path const& file);

/// A text's lines, without their ends.
[[nodiscard]] std::vector<std::string> lines_of(std::string const& text);

}  // namespace hb::selfcheck
