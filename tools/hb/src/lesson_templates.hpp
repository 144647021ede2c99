#pragma once
/// The templates of a new lesson lie in tools/hb/templates/lesson, each at its place in the checkout with ".in" behind
/// its name. In paths and texts @lesson@ (12_example), @number@ (12), @title@ (Example), @first@ (the first exercise)
/// and @exercise@ (largest) are replaced. A file with @exercise@ in its path is written for each exercise, and so are
/// the lines between "@each exercise@" and "@end@".

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace hb::cli {

/// The texts of a new lesson's files, by their places from the root; each starter stands at both of its places. There
/// is at least one exercise. Throws UserError if there are no templates below `root`.
[[nodiscard]] std::map<std::filesystem::path, std::string> expand_templates(std::filesystem::path const& root,
                                                                            std::string const& lesson,
                                                                            std::vector<std::string> const& exercises);

}  // namespace hb::cli
