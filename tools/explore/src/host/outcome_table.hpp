#pragma once
#include <string>

#include "explore/explore.hpp"

namespace hb::explore {

/// How often each outcome was, whether it is allowed, and a schedule that leads to it: failures first, then by how
/// often. At most twelve lines, of which the last one counts what is left out; empty if there are no outcomes.
[[nodiscard]] std::string outcome_table(SearchSeen const& search);

}  // namespace hb::explore
