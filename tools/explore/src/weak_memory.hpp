#pragma once
/// Under weak memory, what an atomic load may read: not only the last store, but an older one that C++20 lets the
/// thread still see ([intro.races], [atomics.order]). The order of the stores to one object is that of the execution,
/// and so is the single total order of sequentially consistent operations.

#include <cstdint>
#include <optional>

#include "memory_order.hpp"
#include "operation.hpp"

namespace hb::explore {

/// A store to an atomic object, by its place in the list of all. Valid during the execution.
using StoreId = int;

/// Which store the running thread's load reads: chosen where there are several, as part of the schedule. `last` is
/// the value that is there. `unless`: a value that it cannot be, except in the last store (an older value that is equal
/// cannot be read by a compare_exchange: it would succeed, which only the last store lets it do).
[[nodiscard]] StoreId choose_store(Operation const& operation, Order order, std::uint64_t last,
                                   std::optional<std::uint64_t> unless = std::nullopt);

[[nodiscard]] bool is_last(Operation const& operation, StoreId store);

[[nodiscard]] int stores_after(Operation const& operation, StoreId store);

/// The running thread reads it, and synchronises with it if the order says so. Returns the value.
std::uint64_t read_store(Operation const& operation, StoreId store, Order order);

/// Called before `order_store` or `order_update`: the running thread replaces the value `last`.
void add_store(Operation const& operation, Order order, std::uint64_t last, std::uint64_t value);

/// A number that is another one after each store to the object.
[[nodiscard]] std::uint64_t version_of(Operation const& operation, std::uint64_t last);

/// Called within `order_fence`, when the thread has acquired: it passes a sequentially consistent fence.
void add_consistent_fence();

/// Was there a store, or update, to this object that is not sequentially consistent?
[[nodiscard]] bool has_weaker_stores(std::uintptr_t address);

/// The object at this address is none any more.
void forget_stores(std::uintptr_t address);

void begin_weak_memory();
void reserve_weak_memory();

}  // namespace hb::explore
