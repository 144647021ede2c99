#pragma once
#include <filesystem>
#include <string>

namespace hb::cli {

/// The file's bytes. Throws UserError if it cannot be read.
[[nodiscard]] std::string read_whole(std::filesystem::path const& file);

/// Writes beside its place, then renames: nobody sees half a file. Throws UserError, and leaves what was there, if it
/// cannot.
void write_whole(std::filesystem::path const& file, std::string const& text);

}  // namespace hb::cli
