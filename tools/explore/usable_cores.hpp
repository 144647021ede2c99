#pragma once

namespace hb {

/// Processors that this process may use: the affinity mask, and the quota of its own cgroup (version 2 only). At
/// least 1.
[[nodiscard]] int usable_cores();

}  // namespace hb
