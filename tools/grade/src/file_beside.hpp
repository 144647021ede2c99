#pragma once
#include <filesystem>
#include <string_view>

namespace hb::grade {

/// Writes a file beside its place and renames it: a reader sees the old content or the new, never half of it, and two
/// writers do not mix. Makes its folder if need be. False if it cannot be written; nothing half written stays.
bool write_beside(std::filesystem::path const& place, std::string_view text);

}  // namespace hb::grade
