#include "race.hpp"

#include <algorithm>
#include <array>

#include "address_table.hpp"
#include "memory_order.hpp"
#include "trace.hpp"

namespace hb::explore {
namespace {

struct Access {
    std::uintptr_t pc;
    std::uint32_t time;   ///< of the accessing thread's own clock
    std::uint32_t stack;  ///< in the list of stacks, if the execution is traced
    std::uint8_t thread;
    std::uint8_t bytes;  ///< a bit for each of the eight
    bool writes;
    bool atomic;

    [[nodiscard]] OpKind kind() const {
        if (atomic) return writes ? OpKind::atomic_store : OpKind::atomic_load;
        return writes ? OpKind::write : OpKind::read;
    }
};

/// Accesses to eight bytes of memory that may still race with a later one.
struct Cell {
    static constexpr int room = 8;  // accesses: as many threads read one variable without a write between

    std::uintptr_t address;  ///< divided by eight
    std::uint32_t generation;
    std::uint8_t count;
    bool freed;
    bool was_atomic;
    std::array<Access, room> accesses;

    void reset() {
        count = 0;
        freed = false;
        was_atomic = false;
    }
};

// Entries: 6 MB of distinct memory in one execution.
constexpr std::size_t capacity = 1 << 20;
// Beyond this, giving memory back is not checked byte by byte.
constexpr std::uintptr_t largest_free_checked = 1 << 16;  // bytes

AddressTable<Cell, capacity, 0> cells;
constinit bool forgot = false;
std::vector<Stack> stacks;  // of traced accesses

Cell& cell_at(std::uintptr_t address) {
    auto* const cell = cells.find_or_add(address);
    if (!cell) end_execution(Ending::unmodelled, "more than %zu bytes of memory are accessed", capacity / 4 * 3 * 8);
    return *cell;
}

void want_site(std::uintptr_t pc) {
    auto& sites = wanted_visibility.racy_sites;
    auto const place = std::lower_bound(sites.begin(), sites.end(), pc);
    if (place == sites.end() || *place != pc) sites.insert(place, pc);
}

void found_race(Operation const& operation, Access const& earlier) {
    // An atomic operation is visible anyway.
    if (operation.kind == OpKind::read || operation.kind == OpKind::write) want_site(operation.pc);
    if (!earlier.atomic) want_site(earlier.pc);
    if (visibility.past_races) return;
    execution.race = {operation.pc, earlier.pc};
    if (execution.tracing) {
        auto const home = home_of(operation.object);
        trace.race.push_back({execution.running, operation, stack_of(self()), home});
        trace.race.push_back({earlier.thread,
                              {earlier.kind(), operation.size, operation.object, earlier.pc},
                              stacks[earlier.stack],
                              home});
    }
    auto const now = name_of(operation.kind);
    auto const before = name_of(earlier.kind());
    end_execution(Ending::data_race, "thread %d's %.*s is not ordered with thread %d's %.*s", execution.running,
                  static_cast<int>(now.size()), now.data(), int{earlier.thread}, static_cast<int>(before.size()),
                  before.data());
}

/// The thread did as much here since it last released anything: whatever races with this access was found to race with
/// that one. Not where every place counts: for a trace, and when racing places are collected.
bool says_nothing_new(Cell const& cell, std::uint8_t bytes, bool writes, bool atomic) {
    if (execution.tracing || visibility.past_races) return false;
    auto const& thread = self();
    auto const now = thread.clock.of(thread.id);
    for (auto index = 0; index < cell.count; ++index) {
        auto const& earlier = cell.accesses[static_cast<std::size_t>(index)];
        if (earlier.time == now && earlier.thread == thread.id && (bytes & ~earlier.bytes) == 0 &&
            (earlier.writes || !writes) && earlier.atomic == atomic)
            return true;
    }
    return false;
}

void check_cell(Cell& cell, Operation const& operation, std::uint8_t bytes, bool writes, bool atomic) {
    auto const& thread = self();
    if (cell.freed) {
        auto const name = name_of(operation.kind);
        end_execution(Ending::use_after_free, "thread %d's %.*s of memory that was given back", thread.id,
                      static_cast<int>(name.size()), name.data());
    }
    if (says_nothing_new(cell, bytes, writes, atomic)) return;
    auto kept = 0;
    for (auto index = 0; index < cell.count; ++index) {
        auto const& earlier = cell.accesses[static_cast<std::size_t>(index)];
        auto const covered = (earlier.bytes & ~bytes) == 0;
        auto keep = true;
        if (earlier.thread == thread.id) {
            // Whatever races with the old one races with the new one.
            keep = !(covered && (writes || !earlier.writes) && (!atomic || earlier.atomic));
        } else if (earlier.time > thread.clock.of(earlier.thread)) {
            auto const conflict = (earlier.bytes & bytes) != 0 && (earlier.writes || writes);
            if (conflict && !(earlier.atomic && atomic)) found_race(operation, earlier);
        } else {
            // It happened before: whatever races with it and comes later races with this write, or happens after it.
            keep = !(covered && writes && !atomic);
        }
        if (keep) cell.accesses[static_cast<std::size_t>(kept++)] = earlier;
    }
    if (kept == Cell::room) {
        std::move(cell.accesses.begin() + 1, cell.accesses.end(), cell.accesses.begin());
        --kept;
        forgot = true;
    }
    std::uint32_t stack = 0;
    if (execution.tracing) {
        stack = static_cast<std::uint32_t>(stacks.size());
        stacks.push_back(stack_of(thread));
    }
    cell.accesses[static_cast<std::size_t>(kept++)] = {
        operation.pc, thread.clock.of(thread.id), stack, static_cast<std::uint8_t>(thread.id), bytes, writes, atomic};
    cell.count = static_cast<std::uint8_t>(kept);

    if (atomic) {
        cell.was_atomic = true;
    } else if (writes && cell.was_atomic) {
        forget_atomics(cell.address * 8, 8);
        cell.was_atomic = false;
    }
}

/// Calls `visit(eight, bytes)` for each group of eight bytes with its address divided by eight.
template <typename Visit>
void for_each_eight(std::uintptr_t address, std::uintptr_t size, Visit visit) {
    while (size > 0) {
        auto const offset = address % 8;
        auto const length = std::min<std::uintptr_t>(size, 8 - offset);
        visit(address / 8, static_cast<std::uint8_t>(((1u << length) - 1) << offset));
        address += length;
        size -= length;
    }
}

}  // namespace

void reserve_races() {
    cells.reserve();
}

void begin_races() {
    cells.begin_generation();
    forgot = false;
    stacks.clear();
}

bool accesses_were_forgotten() {
    return forgot;
}

void check_access(Operation const& operation, std::uintptr_t size, bool writes, Atomicity atomicity) {
    auto const atomic = atomicity == Atomicity::atomic;
    auto const offset = operation.object % 8;
    if (offset + size <= 8) {  // as nearly always
        auto const bytes = static_cast<std::uint8_t>(((1u << size) - 1) << offset);
        check_cell(cell_at(operation.object / 8), operation, bytes, writes, atomic);
        return;
    }
    for_each_eight(operation.object, size, [&](std::uintptr_t eight, std::uint8_t bytes) {
        check_cell(cell_at(eight), operation, bytes, writes, atomic);
    });
}

void check_free(std::uintptr_t address, std::uintptr_t size, std::uintptr_t pc) {
    size = std::min(size, largest_free_checked);
    Operation const operation{OpKind::free, 1, address, pc};
    for_each_eight(address, size, [&](std::uintptr_t eight, std::uint8_t bytes) {
        auto* cell = cells.find(eight);
        if (cell) check_cell(*cell, operation, bytes, true, false);
        cell = &cell_at(eight);
        cell->freed = true;
    });
}

void forget_accesses(std::uintptr_t address, std::uintptr_t size) {
    for_each_eight(address, std::min(size, largest_free_checked), [&](std::uintptr_t eight, std::uint8_t) {
        if (auto* const cell = cells.find(eight)) {
            if (cell->was_atomic) forget_atomics(eight * 8, 8);
            cell->reset();
        }
    });
}

}  // namespace hb::explore
