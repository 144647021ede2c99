#include "weak_memory.hpp"

#include <array>
#include <limits>
#include <vector>

#include "address_table.hpp"
#include "causality.hpp"
#include "execution.hpp"
#include "scheduler.hpp"
#include "trace.hpp"

namespace hb::explore {
namespace {

constexpr int none = -1;
constexpr int nobody_here = -1;  // who stored what was there from the beginning

// How often a thread reads a store that is not the last any more. A loop that waits for another value sees it after
// all, as [intro.progress] asks for.
constexpr int most_stale_reads = 2;

/// The first time that a thread read a store.
struct Reader {
    int thread;
    std::uint32_t time;  ///< of its own clock
    int stale_reads;
    int next;
};

struct Store {
    std::uint64_t value;
    int writer;
    std::uint32_t time;            ///< of the writer's own clock
    std::uint32_t step;            ///< of the writer's steps
    std::uint32_t consistent = 0;  ///< place of the first sequentially consistent operation that wrote or read it
    StoreId older;
    int readers = none;
    VectorClock released;  ///< what an acquire operation synchronises with; of the last store: memory_order.cpp has it
};

struct Location {
    std::uintptr_t address;
    std::uint32_t generation;
    std::uint16_t size;
    StoreId last;
    bool has_weaker_stores;

    void reset() {
        last = none;
        has_weaker_stores = false;
    }
};

/// A sequentially consistent fence.
struct Fence {
    int thread;
    std::uint32_t time;   ///< of the thread's own clock
    std::uint32_t place;  ///< in the single total order
    VectorClock before;   ///< what happened before it, or before a fence before it
};

/// What a load must not overlook: what came before here in the single total order.
struct Horizon {
    std::uint32_t place = 0;
    VectorClock const* before = nullptr;
};

// Entries: as memory_order.cpp has atomic objects.
constexpr std::size_t capacity = 1 << 17;

AddressTable<Location, capacity, 2> locations;
std::vector<Store> stores;
std::vector<Reader> readers;
std::vector<Fence> fences;
constinit std::uint32_t last_place = 0;  // in the single total order of sequentially consistent operations

Store& at(StoreId store) {
    return stores[static_cast<std::size_t>(store)];
}

StoreId append(Location& location, std::uint64_t value, int writer) {
    stores.push_back({value, writer, 0, 0, 0, location.last, none, {}});
    return location.last = static_cast<StoreId>(stores.size()) - 1;
}

/// The object's stores so far; those that nobody announced are one, which is there from the beginning.
Location& location_of(Operation const& operation, std::uint64_t last) {
    auto* const found = locations.find_or_add(operation.object);
    if (!found) end_execution(Ending::unmodelled, "more than %zu atomic objects", capacity / 4 * 3);
    auto& location = *found;
    auto const known = location.last != none && location.size == operation.size && at(location.last).value == last;
    if (!known) {
        location.size = operation.size;
        location.last = none;
        append(location, last, nobody_here);
    }
    return location;
}

Horizon horizon_of(Order order) {
    if (order == Order::sequentially_consistent)
        return {std::numeric_limits<std::uint32_t>::max(), fences.empty() ? nullptr : &fences.back().before};
    for (auto index = fences.size(); index-- > 0;) {
        auto const& fence = fences[index];
        if (self().clock.of(fence.thread) >= fence.time) return {fence.place, &fence.before};
    }
    return {};
}

/// Must the thread's load read this store or a later one?
bool is_seen(Store const& store, Horizon const& horizon) {
    auto const known = [&](int thread, std::uint32_t time) {
        return self().clock.of(thread) >= time || (horizon.before && horizon.before->of(thread) >= time);
    };
    if (store.consistent != 0 && store.consistent < horizon.place) return true;
    if (store.writer != nobody_here && known(store.writer, store.time)) return true;
    for (auto index = store.readers; index != none;) {
        auto const& reader = readers[static_cast<std::size_t>(index)];
        if (known(reader.thread, reader.time)) return true;
        index = reader.next;
    }
    return false;
}

Reader* reader_of(Store const& store, int thread) {
    for (auto index = store.readers; index != none;) {
        auto& reader = readers[static_cast<std::size_t>(index)];
        if (reader.thread == thread) return &reader;
        index = reader.next;
    }
    return nullptr;
}

void mark_consistent(Store& store, Order order) {
    if (order != Order::sequentially_consistent) return;
    ++last_place;
    if (store.consistent == 0) store.consistent = last_place;
}

}  // namespace

StoreId choose_store(Operation const& operation, Order order, std::uint64_t last, std::optional<std::uint64_t> unless) {
    constexpr int most_choices = 64;
    std::array<StoreId, most_choices> choices;
    auto count = 0;
    auto const& location = location_of(operation, last);
    auto const horizon = horizon_of(order);
    Store const* newer = nullptr;
    for (auto id = location.last; id != none; id = at(id).older) {
        auto const& store = at(id);
        auto const* const reader = reader_of(store, execution.running);
        if (newer && reader && reader->stale_reads == most_stale_reads) break;
        // A load that could have come before the newer store reads this one as the last one in another schedule.
        auto const needed = !newer || had_to_come_first(newer->writer, newer->step);
        if (needed && !(newer && unless == store.value)) {
            if (count == most_choices) end_execution(Ending::unmodelled, "a load with more than %d values", count);
            choices[static_cast<std::size_t>(count++)] = id;
        }
        if (is_seen(store, horizon)) break;
        newer = &store;
    }
    return choices[static_cast<std::size_t>(choose_value(count))];
}

bool is_last(Operation const& operation, StoreId store) {
    return locations.find(operation.object)->last == store;
}

int stores_after(Operation const& operation, StoreId store) {
    auto count = 0;
    for (auto id = locations.find(operation.object)->last; id != store; id = at(id).older)
        ++count;
    return count;
}

std::uint64_t read_store(Operation const& operation, StoreId store, Order order) {
    auto const stale = !is_last(operation, store);
    auto* reader = reader_of(at(store), execution.running);
    if (!reader) {
        readers.push_back({execution.running, self().clock.of(execution.running), 0, at(store).readers});
        at(store).readers = static_cast<int>(readers.size()) - 1;
        reader = &readers.back();
    }
    if (stale) {
        ++reader->stale_reads;
        acquire_from(at(store).released, order);
    } else {
        order_load(operation.object, order);
    }
    mark_consistent(at(store), order);
    return at(store).value;
}

void add_store(Operation const& operation, Order order, std::uint64_t last, std::uint64_t value) {
    auto& location = location_of(operation, last);
    at(location.last).released = released_at(operation.object);
    auto& store = at(append(location, value, execution.running));
    store.time = self().clock.of(execution.running);
    store.step = number_of_step();
    if (order != Order::sequentially_consistent) location.has_weaker_stores = true;
    mark_consistent(store, order);
}

std::uint64_t version_of(Operation const& operation, std::uint64_t last) {
    return static_cast<std::uint64_t>(location_of(operation, last).last);
}

void add_consistent_fence() {
    auto& thread = self();
    auto before = fences.empty() ? VectorClock{} : fences.back().before;
    before.join(thread.clock);
    fences.push_back({thread.id, thread.clock.of(thread.id), ++last_place, before});
}

bool has_weaker_stores(std::uintptr_t address) {
    auto const* const location = locations.find(address);
    return location && location->has_weaker_stores;
}

void forget_stores(std::uintptr_t address) {
    if (auto* const location = locations.find(address)) location->reset();
}

void begin_weak_memory() {
    begin_causality();
    locations.begin_generation();
    stores.clear();
    readers.clear();
    fences.clear();
    last_place = 0;
}

void reserve_weak_memory() {
    reserve_causality();
    locations.reserve();
}

}  // namespace hb::explore
