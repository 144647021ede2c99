#include "memory_order.hpp"

#include "address_table.hpp"
#include "sync_objects.hpp"
#include "weak_memory.hpp"

namespace hb::explore {
namespace {

struct AtomicObject {
    std::uintptr_t address;
    std::uint32_t generation;
    /// What an acquire operation that reads the present value synchronises with: the release operation that heads the
    /// release sequence, or the fence before it.
    VectorClock released;

    void reset() { released.clear(); }
};

// Entries: an array of a hundred thousand atomics is more than a program to explore has.
constexpr std::size_t capacity = 1 << 17;

AddressTable<AtomicObject, capacity, 2> atomics;

AtomicObject& atomic_at(std::uintptr_t address) {
    auto* const object = atomics.find_or_add(address);
    if (!object) end_execution(Ending::unmodelled, "more than %zu atomic objects", capacity / 4 * 3);
    return *object;
}

bool acquires(Order order) {
    return order != Order::relaxed && order != Order::release;
}
bool releases(Order order) {
    return order >= Order::release;
}

}  // namespace

void acquire_from(VectorClock const& released, Order order) {
    auto& thread = self();
    (acquires(order) ? thread.clock : thread.awaiting_acquire).join(released);
}

VectorClock const& released_at(std::uintptr_t address) {
    return atomic_at(address).released;
}

void reserve_memory_order() {
    atomics.reserve();
}
void begin_memory_order() {
    atomics.begin_generation();
}

void order_load(std::uintptr_t address, Order order) {
    acquire_from(atomic_at(address).released, order);
}

// A store begins a new release sequence if it releases, or follows a fence that does. Otherwise it ends the old one: in
// C++20 (P0982) that holds for a relaxed store by the releasing thread, too.
void order_store(std::uintptr_t address, Order order) {
    auto& thread = self();
    auto& object = atomic_at(address);
    object.released = releases(order) ? thread.clock : thread.released;
    thread.clock.advance(thread.id);
}

// A read-modify-write continues the release sequence of whoever wrote before, and may head one of its own.
void order_update(std::uintptr_t address, Order order) {
    auto& thread = self();
    auto& object = atomic_at(address);
    acquire_from(object.released, order);
    object.released.join(releases(order) ? thread.clock : thread.released);
    thread.clock.advance(thread.id);
}

// A sequentially consistent fence is an acquire and a release fence. Its place in the single total order adds no
// happens-before: it restricts which values can be read, where more than the last one can.
void order_fence(Order order) {
    auto& thread = self();
    if (acquires(order)) thread.clock.join(thread.awaiting_acquire);
    if (visibility.weak_memory && order == Order::sequentially_consistent) add_consistent_fence();
    if (releases(order)) {
        thread.released = thread.clock;
        thread.clock.advance(thread.id);
    }
}

void forget_atomics(std::uintptr_t address, std::uintptr_t size) {
    for (auto at = address; at < address + size; ++at)
        if (auto* const object = atomics.find(at)) {
            object->reset();
            if (visibility.weak_memory) forget_stores(at);
        }
}

void order_guard(std::uintptr_t address) {
    release_into(atomic_at(address).released, self());
}

}  // namespace hb::explore
