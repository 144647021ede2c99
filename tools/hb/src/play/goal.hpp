#pragma once
#include <string>

#include "explored.hpp"

namespace hb::cli {

/// What the player is to bring about: "total other than 4, or a deadlock or a crash". The program is run a few times,
/// to see which values it expects.
[[nodiscard]] std::string goal_of(Explored const& explored);

}  // namespace hb::cli
