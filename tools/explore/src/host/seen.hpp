#pragma once
#include "explore/explore.hpp"

namespace hb::explore {

/// Adds what a later part of the same search has seen. Outcomes stay in the order in which the runtime tells them.
void add(SearchSeen& all, SearchSeen const& part);

}  // namespace hb::explore
