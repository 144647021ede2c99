#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace hb::cli {

/// A name for the content of each file: equal where the content is, and empty where there is no such file. It is git's
/// (`git hash-object --no-filters FILE`), so a person can compare. Throws UserError if git cannot be asked.
[[nodiscard]] std::vector<std::string> content_of(std::vector<std::filesystem::path> const& files);

}  // namespace hb::cli
