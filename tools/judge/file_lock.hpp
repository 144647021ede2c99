#pragma once
#include <filesystem>
#include <string>

#include "judge/descriptor.hpp"

namespace hb::judge {

/// Makes the file if need be and waits until no other process holds it; held until the descriptor is closed, or the
/// process ends, however it does. Throws UserError, with `mend`, if the file cannot be opened for writing, and
/// Interrupted if we are interrupted while we wait.
[[nodiscard]] Descriptor lock_file(std::filesystem::path const& file, std::string const& mend);

}  // namespace hb::judge
