#pragma once
/// Memory of the program under test: the same addresses in every execution, and none used twice within one.

#include <cstddef>
#include <cstdint>

namespace hb::explore {

/// Before the program's first constructor runs.
void reserve_arena();

/// Once, before main: what is allocated now lives on in each execution.
void keep_arena();

/// Before each execution: the rest of it is free.
void begin_arena();

[[nodiscard]] bool in_arena(std::uintptr_t address);
[[nodiscard]] std::uintptr_t arena_offset(std::uintptr_t address);

}  // namespace hb::explore
