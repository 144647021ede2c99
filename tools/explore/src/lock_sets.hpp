#pragma once
/// The sets of mutexes that std::lock takes in one step. The same set has the same number in all executions.

#include <cstdint>
#include <span>
#include <vector>

namespace hb::explore {

using LockSet = std::uint16_t;  ///< 0: no set

/// Of at least two mutexes, sorted. Ends the execution if there are too many sets.
[[nodiscard]] LockSet number_of(std::vector<std::uintptr_t> const& mutexes);
[[nodiscard]] std::span<std::uintptr_t const> mutexes_of(LockSet set);

}  // namespace hb::explore
