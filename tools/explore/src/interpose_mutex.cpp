/// Mutexes: plain, recursive, error-checking, timed. Calls from inside of libraries go to the real ones: the state of a
/// library outlives an execution, and would differ from one to the next.

#include <pthread.h>

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <span>
#include <vector>

#include "early.hpp"
#include "execution.hpp"
#include "interpose.hpp"
#include "isolation.hpp"
#include "lock_sets.hpp"
#include "mutexes.hpp"
#include "scheduler.hpp"
#include "shims/steps.hpp"
#include "sync_objects.hpp"
#include "trace.hpp"
#include "virtual_time.hpp"

namespace hb::explore {
namespace {

Real<int(pthread_mutex_t*, pthread_mutexattr_t const*)> real_init{"pthread_mutex_init"};
Real<int(pthread_mutex_t*)> real_destroy{"pthread_mutex_destroy"};
Real<int(pthread_mutex_t*)> real_lock{"pthread_mutex_lock"};
Real<int(pthread_mutex_t*)> real_trylock{"pthread_mutex_trylock"};
Real<int(pthread_mutex_t*)> real_unlock{"pthread_mutex_unlock"};
Real<int(pthread_mutex_t*, timespec const*)> real_timedlock{"pthread_mutex_timedlock"};
Real<int(pthread_mutex_t*, clockid_t, timespec const*)> real_clocklock{"pthread_mutex_clocklock"};

bool modelled(std::uintptr_t caller) {
    return active() && in_program(caller);
}

int kind_of(pthread_mutex_t const* mutex) {
    constexpr int kind_mask = 3;  // the rest are flags of glibc's
    return mutex->__data.__kind & kind_mask;
}

Operation operation_on(OpKind kind, void const* mutex, std::uintptr_t pc) {
    return {kind, 1, reinterpret_cast<std::uintptr_t>(mutex), pc};
}

void take(SyncObject& mutex, void const* address) {
    mutex.owner = execution.running;
    self().clock.join(mutex.released);
    note_held(address);
}

bool is_free(Thread const& waiting) {
    return sync_object(waiting.next.object).owner == nobody;
}

/// The running thread holds it already: what locking it again does. 0: done.
constexpr int go_on_waiting = -1;
int lock_again(pthread_mutex_t const* mutex) {
    if (auto& state = sync_object(mutex); state.taken_ahead) {
        state.taken_ahead = false;
        return 0;
    }
    switch (kind_of(mutex)) {
        case PTHREAD_MUTEX_RECURSIVE:
            ++sync_object(mutex).depth;
            return 0;
        case PTHREAD_MUTEX_ERRORCHECK:
            return EDEADLK;
        default:
            return go_on_waiting;  // for itself, for ever: the deadlock that it is
    }
}

int lock_until(pthread_mutex_t* mutex, std::uint64_t deadline, std::uintptr_t pc) {
    if (holds_mutex(mutex))
        if (auto const result = lock_again(mutex); result != go_on_waiting) return result;
    if (times_out_early(deadline)) {
        wanted_visibility.unlocks = true;  // as where it tries
        reach(operation_on(OpKind::try_lock, mutex, pc));
        pass_time_until(deadline);
    } else {
        auto& thread = self();
        thread.deadline = deadline;
        reach(operation_on(OpKind::lock, mutex, pc), is_free);
        thread.deadline = 0;
        thread.timed_out = false;
    }
    if (sync_object(mutex).owner != nobody) return ETIMEDOUT;
    take(sync_object(mutex), mutex);
    return 0;
}

int try_lock(pthread_mutex_t* mutex, std::uintptr_t pc) {
    // Whoever tries can see a mutex between the last write under it and the unlock.
    wanted_visibility.unlocks = true;
    auto& state = sync_object(mutex);
    if (state.owner == execution.running) return kind_of(mutex) == PTHREAD_MUTEX_RECURSIVE ? lock_again(mutex) : EBUSY;
    auto const operation = operation_on(OpKind::try_lock, mutex, pc);
    auto const owner = [&state] { return static_cast<std::uint64_t>(state.owner); };
    if (state.owner != nobody && polls_again(pc, operation.object, operation.size, owner())) return EBUSY;
    reach(operation);
    attempted(operation, state.owner == nobody, owner());
    if (state.owner != nobody) return EBUSY;
    take(state, mutex);
    return 0;
}

bool all_are_free(Thread const& waiting) {
    return std::ranges::all_of(mutexes_of(waiting.next.lock_set),
                               [](auto mutex) { return sync_object(mutex).owner == nobody; });
}

/// Those that the running thread does not hold already, or cannot hold twice.
std::vector<std::uintptr_t> to_be_taken(std::span<void* const> mutexes) {
    std::vector<std::uintptr_t> missing;
    for (auto* const mutex : mutexes)
        if (!holds_mutex(mutex) || kind_of(static_cast<pthread_mutex_t*>(mutex)) != PTHREAD_MUTEX_RECURSIVE)
            missing.push_back(reinterpret_cast<std::uintptr_t>(mutex));
    std::ranges::sort(missing);
    return missing;
}

void lock_all(std::span<void* const> mutexes, std::uintptr_t pc) {
    auto const missing = to_be_taken(mutexes);
    if (missing.empty()) return;
    reach({OpKind::lock, 1, missing.front(), pc, 0, number_of(missing)}, all_are_free);
    for (auto const mutex : missing) {
        auto const* const address = reinterpret_cast<void const*>(mutex);
        if (execution.tracing && mutex != missing.front()) trace_operation({OpKind::lock, 1, mutex, self().next.pc});
        take(sync_object(mutex), address);
        sync_object(mutex).taken_ahead = true;
    }
}

int unlock(pthread_mutex_t* mutex, std::uintptr_t pc) {
    if (!holds_mutex(mutex)) {
        if (kind_of(mutex) == PTHREAD_MUTEX_ERRORCHECK) return EPERM;
        end_execution(Ending::unlock_unheld, "thread %d unlocks a mutex that it does not hold", execution.running);
    }
    if (auto& state = sync_object(mutex); state.depth > 0) {
        --state.depth;
        return 0;
    }
    auto const operation = operation_on(OpKind::unlock, mutex, pc);
    if (visibility.unlocks)
        reach(operation);
    else
        reach_at_once(operation);
    release_mutex(mutex);
    return 0;
}

}  // namespace

void note_held(void const* object) {
    self().held.push_back(reinterpret_cast<std::uintptr_t>(object));
}

void note_released(void const* object) {
    auto& held = self().held;
    auto const place = std::find(held.rbegin(), held.rend(), reinterpret_cast<std::uintptr_t>(object));
    if (place != held.rend()) held.erase(std::next(place).base());
}

bool holds_mutex(void const* mutex) {
    return sync_object(mutex).owner == execution.running;
}

void lock_mutex(void const* mutex, std::uintptr_t pc) {
    reach(operation_on(OpKind::lock, mutex, pc), is_free);
    take(sync_object(mutex), mutex);
}

void release_mutex(void const* mutex) {
    auto& state = sync_object(mutex);
    state.owner = nobody;
    release_into(state.released, self());
    note_released(mutex);
}

}  // namespace hb::explore

using namespace hb::explore;

HB_INTERPOSED int pthread_mutex_init(pthread_mutex_t* mutex, pthread_mutexattr_t const* attributes) noexcept {
    if (modelled(HB_CALLER)) sync_object(mutex).reset();
    return real_init(mutex, attributes);
}

HB_INTERPOSED int pthread_mutex_destroy(pthread_mutex_t* mutex) noexcept {
    if (!modelled(HB_CALLER)) return real_destroy(mutex);
    if (sync_object(mutex).owner != nobody)
        end_execution(Ending::locked_destroyed, "thread %d destroys a mutex that thread %d holds", execution.running,
                      sync_object(mutex).owner);
    return 0;
}

HB_INTERPOSED int pthread_mutex_lock(pthread_mutex_t* mutex) noexcept {
    return modelled(HB_CALLER) ? lock_until(mutex, 0, HB_CALLER) : real_lock(mutex);
}

HB_INTERPOSED int pthread_mutex_trylock(pthread_mutex_t* mutex) noexcept {
    return modelled(HB_CALLER) ? try_lock(mutex, HB_CALLER) : real_trylock(mutex);
}

HB_INTERPOSED int pthread_mutex_timedlock(pthread_mutex_t* mutex, timespec const* until) noexcept {
    return modelled(HB_CALLER) ? lock_until(mutex, nanoseconds(*until), HB_CALLER) : real_timedlock(mutex, until);
}

HB_INTERPOSED int pthread_mutex_clocklock(pthread_mutex_t* mutex, clockid_t clock, timespec const* until) noexcept {
    return modelled(HB_CALLER) ? lock_until(mutex, nanoseconds(*until), HB_CALLER)
                               : real_clocklock(mutex, clock, until);
}

HB_INTERPOSED int pthread_mutex_unlock(pthread_mutex_t* mutex) noexcept {
    return modelled(HB_CALLER) ? unlock(mutex, HB_CALLER) : real_unlock(mutex);
}

HB_INTERPOSED void hb_explore_lock_all(void* const* mutexes, int count) noexcept {
    if (active()) lock_all({mutexes, static_cast<std::size_t>(count)}, HB_CALLER);
}
