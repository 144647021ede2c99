#pragma once
#include <string>
#include <vector>

#include "waiting_threads.hpp"

namespace hb::judge {

/// Who waits where, for what, and who has it, with the source lines; and one sentence on why nobody can go on. At most
/// 12 lines of at most 74 columns. Empty if there are no threads.
[[nodiscard]] std::string picture(std::vector<WaitingThread> const& threads);

}  // namespace hb::judge
