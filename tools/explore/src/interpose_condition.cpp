/// Condition variables. Waiting is three operations: give the mutex up and wait; be woken; lock the mutex again. Others
/// may run between them.

#include <pthread.h>

#include <array>
#include <cerrno>
#include <ctime>

#include "early.hpp"
#include "execution.hpp"
#include "interpose.hpp"
#include "mutexes.hpp"
#include "scheduler.hpp"
#include "virtual_time.hpp"

namespace hb::explore {
namespace {

Real<int(pthread_cond_t*, pthread_mutex_t*)> real_wait{"pthread_cond_wait"};
Real<int(pthread_cond_t*, pthread_mutex_t*, timespec const*)> real_timedwait{"pthread_cond_timedwait"};
Real<int(pthread_cond_t*, pthread_mutex_t*, clockid_t, timespec const*)> real_clockwait{"pthread_cond_clockwait"};
Real<int(pthread_cond_t*)> real_signal{"pthread_cond_signal"};
Real<int(pthread_cond_t*)> real_broadcast{"pthread_cond_broadcast"};

Operation operation_on(OpKind kind, pthread_cond_t const* condition, std::uintptr_t pc) {
    return {kind, 1, reinterpret_cast<std::uintptr_t>(condition), pc};
}

int wait_until(pthread_cond_t* condition, pthread_mutex_t* mutex, std::uint64_t deadline, std::uintptr_t pc) {
    if (!holds_mutex(mutex))
        end_execution(Ending::unlock_unheld, "thread %d waits without holding the mutex", execution.running);
    auto waiting = operation_on(OpKind::wait, condition, pc);
    waiting.releases = reinterpret_cast<std::uintptr_t>(mutex);
    reach(waiting);
    release_mutex(mutex);
    if (auto const early = choose_early_return(deadline); early != Early::no) {
        reach(operation_on(OpKind::woken_early, condition, pc));
        if (early == Early::timed_out) pass_time_until(deadline);
        lock_mutex(mutex, pc);
        return early == Early::timed_out ? ETIMEDOUT : 0;
    }
    auto& thread = self();
    thread.woken = thread.timed_out = false;
    thread.deadline = deadline;
    reach(operation_on(OpKind::woken, condition, pc), [](Thread const& waiting) { return waiting.woken; });
    auto const timed_out = thread.timed_out && !thread.woken;
    thread.timed_out = false;
    thread.deadline = 0;
    lock_mutex(mutex, pc);
    return timed_out ? ETIMEDOUT : 0;
}

bool waits_on(Thread const& thread, pthread_cond_t const* condition) {
    return thread.state == ThreadState::live && thread.next.kind == OpKind::woken && !thread.woken &&
           thread.next.object == reinterpret_cast<std::uintptr_t>(condition);
}

/// Any of those who wait may be the one that is woken.
void notify_one(pthread_cond_t* condition, std::uintptr_t pc) {
    reach(operation_on(OpKind::notify_one, condition, pc));
    std::array<int, max_threads> waiting;
    auto count = 0;
    for (int id = 0; id < execution.started; ++id)
        if (waits_on(threads[static_cast<std::size_t>(id)], condition)) waiting[static_cast<std::size_t>(count++)] = id;
    if (count == 0) return;
    auto const chosen = waiting[static_cast<std::size_t>(choose_value(count))];
    wake(threads[static_cast<std::size_t>(chosen)]);
}

void notify_all(pthread_cond_t* condition, std::uintptr_t pc) {
    reach(operation_on(OpKind::notify_all, condition, pc));
    for (int id = 0; id < execution.started; ++id)
        if (auto& thread = threads[static_cast<std::size_t>(id)]; waits_on(thread, condition)) wake(thread);
}

}  // namespace
}  // namespace hb::explore

using namespace hb::explore;

HB_INTERPOSED int pthread_cond_wait(pthread_cond_t* condition, pthread_mutex_t* mutex) {
    return active() ? wait_until(condition, mutex, 0, HB_CALLER) : real_wait(condition, mutex);
}

HB_INTERPOSED int pthread_cond_timedwait(pthread_cond_t* condition, pthread_mutex_t* mutex, timespec const* until) {
    return active() ? wait_until(condition, mutex, nanoseconds(*until), HB_CALLER)
                    : real_timedwait(condition, mutex, until);
}

HB_INTERPOSED int pthread_cond_clockwait(pthread_cond_t* condition, pthread_mutex_t* mutex, clockid_t clock,
                                         timespec const* until) {
    return active() ? wait_until(condition, mutex, nanoseconds(*until), HB_CALLER)
                    : real_clockwait(condition, mutex, clock, until);
}

HB_INTERPOSED int pthread_cond_signal(pthread_cond_t* condition) noexcept {
    if (!active()) return real_signal(condition);
    notify_one(condition, HB_CALLER);
    return 0;
}

HB_INTERPOSED int pthread_cond_broadcast(pthread_cond_t* condition) noexcept {
    if (!active()) return real_broadcast(condition);
    notify_all(condition, HB_CALLER);
    return 0;
}

HB_INTERPOSED int pthread_cond_destroy(pthread_cond_t*) noexcept {
    return 0;
}
