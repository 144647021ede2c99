#pragma once
/// A new lesson: the worked example of docs/authoring.md, written under the new lesson's names.

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
