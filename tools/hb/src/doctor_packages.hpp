#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "doctor.hpp"

namespace hb::cli {

/// The line that installs whatever is required and missing, and looks again.
inline constexpr char const* install_required = "./hb --yes doctor";

/// The line that installs what bootstrap/packages.tsv, the one table of package names, has in the row that begins with
/// `purpose`. Empty where the table has no names for this distribution, or cannot be looked up.
[[nodiscard]] std::string install_line_of(std::string_view purpose);

/// What the table lists and this machine lacks; a finding, too, if it cannot be looked up.
[[nodiscard]] std::vector<Finding> missing_packages();

}  // namespace hb::cli
