#pragma once
/// The kit of a lesson as kit.toml describes it: known wrong answers, and unusual right ones.

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "grade/verdict.hpp"

namespace hb::grade {

struct KitAnswer {
    std::string exercise;
    std::string slug;
    Kind decisive = Kind::builds;     ///< the verdict that it is there for; one of `verdicts`
    std::map<Kind, Result> verdicts;  ///< those that are certain in every run
    std::string why;
    int line = 0;  ///< of its entry in kit.toml
};

/// Reads tests/wrong_answers/<lesson>/kit.toml below `root`, in the file's order; nothing if there is no such file.
/// Throws FileError for what is missing or wrong.
[[nodiscard]] std::vector<KitAnswer> load_kit(std::filesystem::path const& root, std::string const& lesson);

}  // namespace hb::grade
