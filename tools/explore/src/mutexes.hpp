#pragma once
/// Mutexes, for the functions that lock them on the way to something else.

#include <cstdint>

namespace hb::explore {

/// Blocks until the running thread holds the mutex.
void lock_mutex(void const* mutex, std::uintptr_t pc);
/// The running thread gives the mutex up, all of it.
void release_mutex(void const* mutex);
/// Does the running thread hold it?
[[nodiscard]] bool holds_mutex(void const* mutex);

/// Bookkeeping of what a thread holds, for the report of a deadlock.
void note_held(void const* object);
void note_released(void const* object);

}  // namespace hb::explore
