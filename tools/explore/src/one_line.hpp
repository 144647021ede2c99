#pragma once
#include <string>

namespace hb::explore {

/// A program's output as tables show it: without the last line feeds, and a bar for each other.
[[nodiscard]] std::string one_line(std::string output);

}  // namespace hb::explore
