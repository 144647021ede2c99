#pragma once
/// What atomic operations order, by C++20's rules ([intro.races], [atomics.order], [atomics.fences]).

#include <cstdint>

#include "execution.hpp"

namespace hb::explore {

/// The numbers that compilers give memory orders in the instrumentation's calls.
enum class Order : std::uint8_t { relaxed, consume, acquire, release, acquire_release, sequentially_consistent };

/// The running thread read a store that heads, or continues, these release sequences.
void acquire_from(VectorClock const& released, Order order);
/// What an acquire operation that reads the object's last value synchronises with.
[[nodiscard]] VectorClock const& released_at(std::uintptr_t address);

/// The running thread read the atomic object's last value.
void order_load(std::uintptr_t address, Order order);
/// It stored a value that does not depend on the last one.
void order_store(std::uintptr_t address, Order order);
/// It replaced the last value by an atomic read-modify-write operation.
void order_update(std::uintptr_t address, Order order);
void order_fence(Order order);

/// An object at these bytes began its life: what was an atomic object there is none any more.
void forget_atomics(std::uintptr_t address, std::uintptr_t size);

/// What a release operation does, where the object is no atomic but a guard of the compiler's.
void order_guard(std::uintptr_t address);

void begin_memory_order();
void reserve_memory_order();

}  // namespace hb::explore
