#include "dependence.hpp"

#include <algorithm>

namespace hb::explore {
namespace {

enum class Family : std::uint8_t { none, memory, mutex, condition, futex, semaphore, once, thread, fence };

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
        case OpKind::semaphore_wait:
        case OpKind::semaphore_post:
            return Family::semaphore;
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

constexpr bool writes(OpKind kind) {
    return kind == OpKind::write || kind == OpKind::atomic_store || kind == OpKind::atomic_update ||
           kind == OpKind::free;
}

constexpr bool is_shared(OpKind kind) {
    return kind == OpKind::lock_shared || kind == OpKind::try_lock_shared || kind == OpKind::unlock_shared;
}

constexpr bool notifies(OpKind kind) {
    return kind == OpKind::notify_one || kind == OpKind::notify_all;
}

Dependence of_memory(OpKind earlier, OpKind later) {
    if (!writes(earlier) && !writes(later)) return Dependence::none;
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
            return earlier == OpKind::semaphore_post && later == OpKind::semaphore_post ? Dependence::none
                                                                                        : Dependence::reversible;
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

/// What a wait does besides.
Operation release_of(Operation const& wait) {
    return {OpKind::unlock, 1, wait.releases, wait.pc};
}

}  // namespace

Dependence dependence(Operation const& earlier, Operation const& later) {
    auto strongest = of_objects(earlier, later);
    if (earlier.releases != 0) strongest = std::max(strongest, of_objects(release_of(earlier), later));
    if (later.releases != 0) strongest = std::max(strongest, of_objects(earlier, release_of(later)));
    if (earlier.releases != 0 && later.releases != 0)
        strongest = std::max(strongest, of_objects(release_of(earlier), release_of(later)));
    return strongest;
}

}  // namespace hb::explore
