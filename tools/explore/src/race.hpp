#pragma once
/// Finds data races: two accesses of the same bytes, one of them a write, one of them not atomic, neither happening
/// before the other.

#include <cstdint>

#include "execution.hpp"

namespace hb::explore {

enum class Atomicity : std::uint8_t { plain, atomic };

/// The running thread accesses these bytes; the operation's kind says what the report calls it. Ends the execution if
/// that is a race, unless the search looks past races.
void check_access(Operation const& operation, std::uintptr_t size, bool writes, Atomicity atomicity);

/// The bytes are given back: a write, after which every access is a use after free.
void check_free(std::uintptr_t address, std::uintptr_t size, std::uintptr_t pc);

/// The bytes are a new object's, which nobody can have accessed: memory of the C library's that it uses again.
void forget_accesses(std::uintptr_t address, std::uintptr_t size);

/// Is the plain access at this place a switch point of the search under way?
[[nodiscard]] inline bool is_racy_site(std::uintptr_t pc) {
    for (auto const site : visibility.racy_sites)
        if (site == pc) return true;
    return false;
}

/// True after an execution in which an access was forgotten for lack of room: a race may have been missed.
[[nodiscard]] bool accesses_were_forgotten();

void begin_races();
void reserve_races();

}  // namespace hb::explore
