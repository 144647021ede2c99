#pragma once
#include <filesystem>
#include <string>

namespace hb {

/// The file's bytes. Throws UserError if it cannot be read.
[[nodiscard]] std::string read_whole(std::filesystem::path const& file);

/// Writes beside its place, then renames: a reader sees the old content or the new, never half of it, and two writers
/// do not mix. Throws UserError, and leaves what was there, if it cannot.
void write_whole(std::filesystem::path const& file, std::string const& text);

}  // namespace hb
