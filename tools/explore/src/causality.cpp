#include "causality.hpp"

#include <array>

#include "address_table.hpp"
#include "dependence.hpp"
#include "execution.hpp"
#include "weak_memory.hpp"

namespace hb::explore {
namespace {

/// Eight bytes of memory: who wrote there, and who was there at all.
struct Touched {
    std::uintptr_t address;  ///< divided by eight
    std::uint32_t generation;
    VectorClock by_writers;
    VectorClock by_all;

    void reset() {
        by_writers.clear();
        by_all.clear();
    }
};

struct Past {
    VectorClock now;
    VectorClock before_step;
};

// Entries: as many atomic objects as memory_order.cpp allows in steps.
constexpr std::size_t capacity = 1 << 17;

AddressTable<Touched, capacity, 0> memory;
std::array<Past, max_threads> pasts;
VectorClock by_fences;        // sequentially consistent ones
VectorClock by_consistent;    // sequentially consistent loads, stores and updates
VectorClock by_all_the_rest;  // locks, waits, threads: each counts as dependent on each

Past& own_past() {
    return pasts[static_cast<std::size_t>(execution.running)];
}

/// Calls `visit(touched)` for the memory of the operation.
template <typename Visit>
void for_memory_of(Operation const& operation, Visit visit) {
    auto const last = (operation.object + operation.size - 1) / 8;
    for (auto eight = operation.object / 8; eight <= last; ++eight) {
        auto* const touched = memory.find_or_add(eight);
        if (!touched) end_execution(Ending::unmodelled, "more than %zu atomic objects", capacity / 4 * 3);
        visit(*touched);
    }
}

bool reads_word(OpKind kind) {
    return kind == OpKind::futex_wait;
}

/// Two loads that are sequentially consistent do not commute where a store is not: who read the newer value first
/// shows the other one that it is there.
bool counts_as_write(Operation const& operation) {
    return writes_memory(operation.kind) || (operation.sequentially_consistent && has_weaker_stores(operation.object));
}

void join_what_came_first(VectorClock& now, Operation const& operation) {
    if (accesses_memory(operation.kind) || reads_word(operation.kind))
        for_memory_of(operation, [&](Touched const& touched) {
            now.join(counts_as_write(operation) ? touched.by_all : touched.by_writers);
        });
    if (operation.kind == OpKind::fence) {
        now.join(by_fences);
        now.join(by_consistent);
    } else if (operation.sequentially_consistent) {
        now.join(by_fences);
    } else if (!accesses_memory(operation.kind)) {
        now.join(by_all_the_rest);
    }
}

void add_to_the_past_of_others(VectorClock const& now, Operation const& operation) {
    if (accesses_memory(operation.kind) || reads_word(operation.kind))
        for_memory_of(operation, [&](Touched& touched) {
            touched.by_all.join(now);
            if (counts_as_write(operation)) touched.by_writers.join(now);
        });
    if (operation.kind == OpKind::fence)
        by_fences.join(now);
    else if (operation.sequentially_consistent)
        by_consistent.join(now);
    else if (!accesses_memory(operation.kind))
        by_all_the_rest.join(now);
}

}  // namespace

void note_step(Operation const& operation) {
    auto& past = own_past();
    auto const& thread = self();
    if (past.now.of(thread.id) == 0 && thread.id != 0)
        past.now.join(pasts[static_cast<std::size_t>(thread.creator)].now);
    past.before_step = past.now;
    join_what_came_first(past.now, operation);
    past.now.advance(thread.id);
    add_to_the_past_of_others(past.now, operation);
}

std::uint32_t number_of_step() {
    return own_past().now.of(execution.running);
}

bool had_to_come_first(int thread, std::uint32_t number) {
    return own_past().before_step.of(thread) >= number;
}

void begin_causality() {
    memory.begin_generation();
    for (auto& past : pasts) {
        past.now.clear();
        past.before_step.clear();
    }
    by_fences.clear();
    by_consistent.clear();
    by_all_the_rest.clear();
}

void reserve_causality() {
    memory.reserve();
}

}  // namespace hb::explore
