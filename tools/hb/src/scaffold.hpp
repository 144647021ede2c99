#pragma once
/// A new lesson: the worked example of docs/authoring.md, written under the new lesson's names.
///
/// The templates lie in tools/hb/templates/lesson, each at its place in the checkout with ".in" behind its name. In
/// paths and texts @lesson@ (12_example), @number@ (12), @title@ (Example), @first@ (the first exercise) and @exercise@
/// (largest) are replaced. A file with @exercise@ in its path is written for each exercise, and so are the lines
/// between
/// "@each exercise@" and "@end@".

#include <filesystem>
#include <string>
#include <vector>

namespace hb::cli {

/// Writes the lesson, which has at least one exercise, below `root`, and its line into tests/CMakeLists.txt. Returns
/// the files, named from the root. All or nothing: throws UserError, and leaves everything as it was, if a name is
/// unfit or taken, or a file cannot be written.
std::vector<std::filesystem::path> write_lesson(std::filesystem::path const& root, std::string const& lesson,
                                                std::vector<std::string> const& exercises);

}  // namespace hb::cli
