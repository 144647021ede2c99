#pragma once
/// Single executions of the program, for those who compare them. To be called by the explorer only, between executions.

#include <cstdint>

#include "report.hpp"
#include "search.hpp"

namespace hb::explore {

enum class Tracing : std::uint8_t { off, on };

/// One execution from beginning to end. Its result is in `execution`.
void execute(Search& search, Tracing tracing);

/// Takes what the execution printed: to be asked once.
[[nodiscard]] Outcome outcome_of_execution();

[[nodiscard]] Schedule schedule_of_execution();

}  // namespace hb::explore
