#pragma once

namespace hb {

/// How many threads can run at the same time: the affinity mask, and the quota of the control group (version 2).
[[nodiscard]] int usable_cores();

}  // namespace hb
