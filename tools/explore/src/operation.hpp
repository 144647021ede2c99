#pragma once
/// What a thread does that others can notice.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace hb::explore {

enum class OpKind : std::uint8_t {
    none,
    read,
    write,
    atomic_load,
    atomic_store,
    atomic_update,  ///< read-modify-write
    fence,
    create_thread,
    exit_thread,
    join_thread,
    lock,
    try_lock,
    unlock,
    lock_shared,
    try_lock_shared,
    unlock_shared,
    wait,   ///< of a condition variable: releases the mutex
    woken,  ///< of a condition variable: notified, timed out, or not yet
    notify_one,
    notify_all,
    futex_wait,
    futex_woken,
    futex_wake,
    call_once,
    wait_for_once,
    semaphore_acquire,
    semaphore_try_acquire,
    semaphore_release,
    latch_count_down,
    latch_wait,
    latch_try_wait,
    barrier_arrive,
    barrier_wait,
    barrier_phase_ends,
    yield,
    sleep,
    poll,  ///< blocked after many equal reads, until somebody writes there
    free,
};

/// As people and the report's reader see them.
inline constexpr std::array<std::string_view, 38> operation_names{"nothing",
                                                                  "read",
                                                                  "write",
                                                                  "atomic load",
                                                                  "atomic store",
                                                                  "atomic update",
                                                                  "fence",
                                                                  "create",
                                                                  "exit",
                                                                  "join",
                                                                  "lock",
                                                                  "try_lock",
                                                                  "unlock",
                                                                  "lock_shared",
                                                                  "try_lock_shared",
                                                                  "unlock_shared",
                                                                  "wait",
                                                                  "woken",
                                                                  "notify_one",
                                                                  "notify_all",
                                                                  "futex wait",
                                                                  "futex woken",
                                                                  "futex wake",
                                                                  "call_once",
                                                                  "wait for call_once",
                                                                  "semaphore acquire",
                                                                  "semaphore try_acquire",
                                                                  "semaphore release",
                                                                  "latch count_down",
                                                                  "latch wait",
                                                                  "latch try_wait",
                                                                  "barrier arrive",
                                                                  "barrier wait",
                                                                  "barrier phase ends",
                                                                  "yield",
                                                                  "sleep",
                                                                  "poll",
                                                                  "free"};

[[nodiscard]] constexpr std::string_view name_of(OpKind kind) {
    return operation_names[static_cast<std::size_t>(kind)];
}

[[nodiscard]] constexpr bool writes_memory(OpKind kind) {
    return kind == OpKind::write || kind == OpKind::atomic_store || kind == OpKind::atomic_update ||
           kind == OpKind::free;
}

[[nodiscard]] constexpr bool accesses_memory(OpKind kind) {
    return writes_memory(kind) || kind == OpKind::read || kind == OpKind::atomic_load || kind == OpKind::poll;
}

/// False for operations that change nothing for others: they end no other thread's polling.
[[nodiscard]] constexpr bool changes_state(OpKind kind) {
    return kind != OpKind::read && kind != OpKind::atomic_load && kind != OpKind::yield && kind != OpKind::sleep &&
           kind != OpKind::poll && kind != OpKind::futex_wait && kind != OpKind::futex_woken &&
           kind != OpKind::latch_wait && kind != OpKind::latch_try_wait && kind != OpKind::barrier_wait &&
           kind != OpKind::fence;
}

struct Operation {
    OpKind kind = OpKind::none;
    std::uint16_t size = 1;       ///< bytes
    std::uintptr_t object = 0;    ///< address
    std::uintptr_t pc = 0;        ///< return address: just behind the call
    std::uintptr_t releases = 0;  ///< the mutex that a wait gives up; 0: none
    std::uint16_t lock_set = 0;  ///< of several mutexes that a lock takes in one step (lock_sets.hpp); 0: only `object`
    bool sequentially_consistent =
        false;  ///< said of atomic operations under weak memory only: it is more than the order of steps there
};

}  // namespace hb::explore
