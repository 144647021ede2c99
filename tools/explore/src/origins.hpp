#pragma once
/// Where the program's memory comes from, so that it can be named: blocks of the heap by who allocated them, places on
/// a stack by the function in whose frame they are, thread-local variables. Known only when an execution is traced.

#include <array>
#include <cstdint>

#include "execution.hpp"

namespace hb::explore {

/// Innermost call first: callers of the function that did it. 0: no more.
using Stack = std::array<std::uintptr_t, 8>;

[[nodiscard]] Stack stack_of(Thread const& thread);

/// Of an address in a frame, or in thread-local storage.
struct Home {
    enum class Kind : std::uint8_t { none, frame, thread_local_storage };
    Kind kind = Kind::none;
    int thread = 0;
    std::uintptr_t function = 0;  ///< a place in its code
    std::intptr_t offset =
        0;  ///< from the frame's base, or from the beginning of the executable's thread-local storage
};

/// A block of the heap.
struct Block {
    std::uintptr_t begin = 0;
    std::uintptr_t size = 0;
    std::uintptr_t pc = 0;  ///< behind the call that allocated it
    Stack stack{};
};

void begin_origins();

/// The running thread is in a function, `base` being its frame pointer; and leaves it.
void enter_frame(std::uintptr_t function, std::uintptr_t base);
void leave_frame();

/// Called before main, too. Addresses only grow: memory is not used twice in an execution.
void note_block(std::uintptr_t begin, std::uintptr_t size, std::uintptr_t pc);

/// Now: a frame is gone when its function has returned.
[[nodiscard]] Home home_of(std::uintptr_t address);
/// Null if it is in none that was noted.
[[nodiscard]] Block const* block_at(std::uintptr_t address);

}  // namespace hb::explore
