#pragma once
/// What a shell offers at the Tab key.

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace hb::cli {

struct Candidate {
    std::string text;
    std::string help;  ///< one line; may be empty
};

/// What can stand for the last of these words, which is being typed and may be empty; the others are complete. They are
/// the words behind the program's name. Commands, options and sets of values come from the description of the app
/// itself; an exercise, a lesson or an answer set is known by the name of its option or positional argument.
[[nodiscard]] std::vector<Candidate> complete(CLI::App& app, std::vector<std::string> const& words);

}  // namespace hb::cli
