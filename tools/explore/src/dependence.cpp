#include "dependence.hpp"

#include <algorithm>

#include "lock_sets.hpp"
#include "weak_memory.hpp"

namespace hb::explore {
namespace {

enum class Family : std::uint8_t {
    none,
    memory,
    mutex,
    condition,
    futex,
    semaphore,
    latch,
    barrier,
    once,
    thread,
    fence
};

constexpr Family family_of(OpKind kind) {
    switch (kind) {
        case OpKind::read:
        case OpKind::write:
        case OpKind::atomic_load:
        case OpKind::atomic_store:
        case OpKind::atomic_update:
        case OpKind::free:
        case OpKind::poll:
            return Family::memory;
        case OpKind::lock:
        case OpKind::try_lock:
        case OpKind::unlock:
        case OpKind::lock_shared:
        case OpKind::try_lock_shared:
        case OpKind::unlock_shared:
            return Family::mutex;
        case OpKind::wait:
        case OpKind::woken:
        case OpKind::notify_one:
        case OpKind::notify_all:
            return Family::condition;
        case OpKind::futex_wait:
        case OpKind::futex_woken:
        case OpKind::futex_wake:
            return Family::futex;
        case OpKind::semaphore_acquire:
        case OpKind::semaphore_try_acquire:
        case OpKind::semaphore_release:
            return Family::semaphore;
        case OpKind::latch_count_down:
        case OpKind::latch_wait:
        case OpKind::latch_try_wait:
            return Family::latch;
        case OpKind::barrier_arrive:
        case OpKind::barrier_wait:
        case OpKind::barrier_phase_ends:
            return Family::barrier;
        case OpKind::call_once:
        case OpKind::wait_for_once:
            return Family::once;
        case OpKind::exit_thread:
        case OpKind::join_thread:
            return Family::thread;
        case OpKind::fence:
            return Family::fence;
        case OpKind::none:
        case OpKind::create_thread:
        case OpKind::yield:
        case OpKind::sleep:
            return Family::none;
    }
    return Family::none;
}

constexpr bool is_shared(OpKind kind) {
    return kind == OpKind::lock_shared || kind == OpKind::try_lock_shared || kind == OpKind::unlock_shared;
}

constexpr bool notifies(OpKind kind) {
    return kind == OpKind::notify_one || kind == OpKind::notify_all;
}

Dependence of_memory(OpKind earlier, OpKind later) {
    if (!writes_memory(earlier) && !writes_memory(later)) return Dependence::none;
    // A poll is let go on by a write; the read that follows it is the one that counts.
    if (earlier == OpKind::poll) return Dependence::none;
    return later == OpKind::poll ? Dependence::ordered : Dependence::reversible;
}

Dependence of_mutex(OpKind earlier, OpKind later) {
    if (is_shared(earlier) && is_shared(later)) return Dependence::none;
    auto const releases = earlier == OpKind::unlock || earlier == OpKind::unlock_shared;
    // Nobody locks what is locked, and who unlocks has it for itself: only those who try see the difference.
    if (releases && (later == OpKind::lock || later == OpKind::lock_shared)) return Dependence::ordered;
    auto const tried = earlier == OpKind::try_lock || earlier == OpKind::try_lock_shared;
    if ((later == OpKind::unlock || later == OpKind::unlock_shared) && !tried) return Dependence::ordered;
    return Dependence::reversible;
}

/// Those who wait commute, and so do those who notify: whom they choose is a choice of its own.
Dependence of_condition(OpKind earlier, OpKind later) {
    if (notifies(earlier) && later == OpKind::woken) return Dependence::ordered;
    auto const meet = (notifies(earlier) && later == OpKind::wait) || (earlier == OpKind::wait && notifies(later));
    return meet ? Dependence::reversible : Dependence::none;
}

Dependence of_futex(OpKind earlier, OpKind later) {
    if (earlier == OpKind::futex_wake && later == OpKind::futex_woken) return Dependence::ordered;
    auto const meet = (earlier == OpKind::futex_wake && later == OpKind::futex_wait) ||
                      (earlier == OpKind::futex_wait && later == OpKind::futex_wake);
    return meet ? Dependence::reversible : Dependence::none;
}

/// Those who count down commute. Nobody gets past the latch before the last of them.
Dependence of_latch(OpKind earlier, OpKind later) {
    auto const counts = [](OpKind kind) { return kind == OpKind::latch_count_down; };
    if (counts(earlier) == counts(later)) return Dependence::none;
    if (earlier == OpKind::latch_try_wait || later == OpKind::latch_try_wait) return Dependence::reversible;
    return counts(earlier) ? Dependence::ordered : Dependence::none;
}

/// The order of arrivals says whose phase it is where more threads arrive than are expected.
Dependence of_barrier(OpKind earlier, OpKind later) {
    if (earlier == OpKind::barrier_wait) return Dependence::none;
    auto const arrivals = earlier == OpKind::barrier_arrive && later == OpKind::barrier_arrive;
    return arrivals ? Dependence::reversible : Dependence::ordered;
}

Dependence of_one_object(OpKind earlier, OpKind later, Family family) {
    switch (family) {
        case Family::memory:
            return of_memory(earlier, later);
        case Family::mutex:
            return of_mutex(earlier, later);
        case Family::condition:
            return of_condition(earlier, later);
        case Family::futex:
            return of_futex(earlier, later);
        case Family::semaphore:
            return earlier == OpKind::semaphore_release && later == OpKind::semaphore_release ? Dependence::none
                                                                                              : Dependence::reversible;
        case Family::latch:
            return of_latch(earlier, later);
        case Family::barrier:
            return of_barrier(earlier, later);
        case Family::once:
            return later == OpKind::wait_for_once ? Dependence::ordered : Dependence::reversible;
        case Family::thread:
            return earlier == OpKind::exit_thread && later == OpKind::join_thread ? Dependence::ordered
                                                                                  : Dependence::none;
        case Family::fence:
            return Dependence::reversible;
        case Family::none:
            return Dependence::none;
    }
    return Dependence::none;
}

bool overlap(Operation const& one, Operation const& other) {
    return one.object < other.object + other.size && other.object < one.object + one.size;
}

Dependence of_objects(Operation const& earlier, Operation const& later) {
    auto const first = family_of(earlier.kind);
    auto const second = family_of(later.kind);
    if (first == Family::fence && second == Family::fence) return Dependence::reversible;
    if (!overlap(earlier, later)) return Dependence::none;
    if (first == second) return of_one_object(earlier.kind, later.kind, first);
    // A futex wait reads the word.
    if (first == Family::memory && later.kind == OpKind::futex_wait) return of_memory(earlier.kind, OpKind::read);
    if (earlier.kind == OpKind::futex_wait && second == Family::memory) return of_memory(OpKind::read, later.kind);
    return Dependence::none;
}

/// What their places in the single total order say, beyond what they do to an object: a fence says what those behind it
/// must not overlook; and who reads a store that is weaker shows it to later loads.
bool both_in_total_order(Operation const& earlier, Operation const& later) {
    auto const fence = earlier.kind == OpKind::fence || later.kind == OpKind::fence;
    if (!earlier.sequentially_consistent || !later.sequentially_consistent) return false;
    return fence || (overlap(earlier, later) && has_weaker_stores(later.object));
}

/// What a wait does besides.
Operation release_of(Operation const& wait) {
    return {OpKind::unlock, 1, wait.releases, wait.pc};
}

Dependence of_operations(Operation const& earlier, Operation const& later) {
    if (both_in_total_order(earlier, later)) return Dependence::reversible;
    auto strongest = of_objects(earlier, later);
    if (earlier.releases != 0) strongest = std::max(strongest, of_objects(release_of(earlier), later));
    if (later.releases != 0) strongest = std::max(strongest, of_objects(earlier, release_of(later)));
    if (earlier.releases != 0 && later.releases != 0)
        strongest = std::max(strongest, of_objects(release_of(earlier), release_of(later)));
    return strongest;
}

}  // namespace

Dependence dependence(Operation const& earlier, Operation const& later) {
    auto strongest = of_operations(earlier, later);
    // `object` is one of the set.
    for (auto const mutex : mutexes_of(earlier.lock_set))
        strongest = std::max(strongest, dependence({OpKind::lock, 1, mutex, earlier.pc}, later));
    for (auto const mutex : mutexes_of(later.lock_set))
        strongest = std::max(strongest, of_operations(earlier, {OpKind::lock, 1, mutex, later.pc}));
    return strongest;
}

}  // namespace hb::explore
