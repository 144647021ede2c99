#pragma once
/// What an operation could not have come before: the operations that the execution had to perform first. More than
/// happens-before (a relaxed load that reads a store comes after it, too), and needed under weak memory only.

#include <cstdint>

#include "operation.hpp"

namespace hb::explore {

/// The running thread performs the operation now. May count one as earlier that is independent, never the reverse.
void note_step(Operation const& operation);

/// The number of the running thread's last step, among its own.
[[nodiscard]] std::uint32_t number_of_step();

/// Did this step of that thread have to come before the running thread's last step?
[[nodiscard]] bool had_to_come_first(int thread, std::uint32_t number);

void begin_causality();
void reserve_causality();

}  // namespace hb::explore
