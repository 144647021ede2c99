#pragma once
#include <string>

#include "game.hpp"

namespace hb::cli {

/// What the player sees: what happened, a column for each thread; how it ended; or else what each thread would do next,
/// beside its source line, and what it holds; and the goal. 80 columns wide.
[[nodiscard]] std::string board(Game const& game, std::string const& goal);

}  // namespace hb::cli
