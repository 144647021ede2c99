/// Shared mutexes (pthread_rwlock). No preference for readers or writers: both orders are tried.

#include <pthread.h>

#include <cerrno>
#include <ctime>

#include "early.hpp"
#include "execution.hpp"
#include "interpose.hpp"
#include "mutexes.hpp"
#include "scheduler.hpp"
#include "sync_objects.hpp"
#include "virtual_time.hpp"

namespace hb::explore {
namespace {

Real<int(pthread_rwlock_t*)> real_destroy{"pthread_rwlock_destroy"};
Real<int(pthread_rwlock_t*)> real_rdlock{"pthread_rwlock_rdlock"};
Real<int(pthread_rwlock_t*)> real_wrlock{"pthread_rwlock_wrlock"};
Real<int(pthread_rwlock_t*)> real_tryrdlock{"pthread_rwlock_tryrdlock"};
Real<int(pthread_rwlock_t*)> real_trywrlock{"pthread_rwlock_trywrlock"};
Real<int(pthread_rwlock_t*)> real_unlock{"pthread_rwlock_unlock"};

Operation operation_on(OpKind kind, void const* lock, std::uintptr_t pc) {
    return {kind, 1, reinterpret_cast<std::uintptr_t>(lock), pc};
}

bool nobody_writes(SyncObject const& lock) {
    return lock.owner == nobody;
}
bool nobody_uses(SyncObject const& lock) {
    return lock.owner == nobody && lock.readers == 0;
}

void take_shared(void* lock) {
    auto& state = sync_object(lock);
    ++state.readers;
    self().clock.join(state.released);
    note_held(lock);
}

void take_exclusively(void* lock) {
    auto& state = sync_object(lock);
    state.owner = execution.running;
    auto& clock = self().clock;
    clock.join(state.released);
    clock.join(state.released_shared);
    note_held(lock);
}

/// Waits until `free` holds; false: the time was up.
bool wait_for(void* lock, OpKind kind, Ready ready, std::uint64_t deadline, std::uintptr_t pc) {
    auto& thread = self();
    if (times_out_early(deadline)) {
        wanted_visibility.unlocks = true;  // as where it tries
        reach(operation_on(kind == OpKind::lock ? OpKind::try_lock : OpKind::try_lock_shared, lock, pc));
        pass_time_until(deadline);
        return ready(thread);
    }
    thread.deadline = deadline;
    reach(operation_on(kind, lock, pc), ready);
    thread.deadline = 0;
    thread.timed_out = false;
    return ready(thread);
}

bool may_share(Thread const& waiting) {
    return nobody_writes(sync_object(waiting.next.object));
}
bool may_take(Thread const& waiting) {
    return nobody_uses(sync_object(waiting.next.object));
}

int lock_shared(void* lock, std::uint64_t deadline, std::uintptr_t pc) {
    if (!wait_for(lock, OpKind::lock_shared, may_share, deadline, pc)) return ETIMEDOUT;
    take_shared(lock);
    return 0;
}

int lock_exclusively(void* lock, std::uint64_t deadline, std::uintptr_t pc) {
    if (!wait_for(lock, OpKind::lock, may_take, deadline, pc)) return ETIMEDOUT;
    take_exclusively(lock);
    return 0;
}

int try_lock(void* lock, OpKind kind, bool (*free)(SyncObject const&), void (*take)(void*), std::uintptr_t pc) {
    wanted_visibility.unlocks = true;
    auto const operation = operation_on(kind, lock, pc);
    auto const users = [lock] {
        auto const& state = sync_object(lock);
        return static_cast<std::uint64_t>(state.readers) << 8 | static_cast<std::uint64_t>(state.owner + 1);
    };
    if (!free(sync_object(lock)) && polls_again(pc, operation.object, operation.size, users())) return EBUSY;
    reach(operation);
    auto const succeeded = free(sync_object(lock));
    attempted(operation, succeeded, users());
    if (!succeeded) return EBUSY;
    take(lock);
    return 0;
}

int unlock(void* lock, std::uintptr_t pc) {
    auto const exclusive = sync_object(lock).owner == execution.running;
    if (!exclusive && sync_object(lock).readers == 0)
        end_execution(Ending::unlock_unheld, "thread %d unlocks a shared mutex that it does not hold",
                      execution.running);
    // Readers that leave one after the other can be seen by a writer that waits: always a switch point.
    reach(operation_on(exclusive ? OpKind::unlock : OpKind::unlock_shared, lock, pc));
    auto& state = sync_object(lock);
    if (exclusive) {
        state.owner = nobody;
        release_into(state.released, self());
    } else {
        --state.readers;
        release_into(state.released_shared, self());
    }
    note_released(lock);
    return 0;
}

}  // namespace
}  // namespace hb::explore

using namespace hb::explore;

HB_INTERPOSED int pthread_rwlock_destroy(pthread_rwlock_t* lock) noexcept {
    if (!active()) return real_destroy(lock);
    if (!nobody_uses(sync_object(lock)))
        end_execution(Ending::locked_destroyed, "thread %d destroys a shared mutex that is held", execution.running);
    return 0;
}
HB_INTERPOSED int pthread_rwlock_rdlock(pthread_rwlock_t* lock) noexcept {
    return active() ? lock_shared(lock, 0, HB_CALLER) : real_rdlock(lock);
}
HB_INTERPOSED int pthread_rwlock_wrlock(pthread_rwlock_t* lock) noexcept {
    return active() ? lock_exclusively(lock, 0, HB_CALLER) : real_wrlock(lock);
}
HB_INTERPOSED int pthread_rwlock_tryrdlock(pthread_rwlock_t* lock) noexcept {
    return active() ? try_lock(lock, OpKind::try_lock_shared, nobody_writes, take_shared, HB_CALLER)
                    : real_tryrdlock(lock);
}
HB_INTERPOSED int pthread_rwlock_trywrlock(pthread_rwlock_t* lock) noexcept {
    return active() ? try_lock(lock, OpKind::try_lock, nobody_uses, take_exclusively, HB_CALLER) : real_trywrlock(lock);
}
HB_INTERPOSED int pthread_rwlock_timedrdlock(pthread_rwlock_t* lock, timespec const* until) noexcept {
    if (!active()) stop_unmodelled("pthread_rwlock_timedrdlock before main");
    return lock_shared(lock, nanoseconds(*until), HB_CALLER);
}
HB_INTERPOSED int pthread_rwlock_timedwrlock(pthread_rwlock_t* lock, timespec const* until) noexcept {
    if (!active()) stop_unmodelled("pthread_rwlock_timedwrlock before main");
    return lock_exclusively(lock, nanoseconds(*until), HB_CALLER);
}
HB_INTERPOSED int pthread_rwlock_clockrdlock(pthread_rwlock_t* lock, clockid_t, timespec const* until) noexcept {
    if (!active()) stop_unmodelled("pthread_rwlock_clockrdlock before main");
    return lock_shared(lock, nanoseconds(*until), HB_CALLER);
}
HB_INTERPOSED int pthread_rwlock_clockwrlock(pthread_rwlock_t* lock, clockid_t, timespec const* until) noexcept {
    if (!active()) stop_unmodelled("pthread_rwlock_clockwrlock before main");
    return lock_exclusively(lock, nanoseconds(*until), HB_CALLER);
}
HB_INTERPOSED int pthread_rwlock_unlock(pthread_rwlock_t* lock) noexcept {
    return active() ? unlock(lock, HB_CALLER) : real_unlock(lock);
}
