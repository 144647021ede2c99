#pragma once
#include <string>
#include <vector>

namespace hb::judge {

/// The version of Landlock's interface that this kernel offers; 0 if it has none.
[[nodiscard]] int landlock_version();

/// From now on this process and its descendants may read and execute beneath `readable`, change files beneath
/// `writable`, and neither open TCP connections (version 4) nor signal processes that are not their descendants
/// (version 6). Paths that do not exist are left out. Cannot be undone. Returns 0, or errno.
[[nodiscard]] int restrict_by_landlock(std::vector<std::string> const& readable,
                                       std::vector<std::string> const& writable);

}  // namespace hb::judge
