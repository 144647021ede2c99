/// POSIX semaphores. The standard library's own are built on futexes (futex.cpp).

#include <semaphore.h>

#include <cerrno>
#include <ctime>

#include "early.hpp"
#include "execution.hpp"
#include "interpose.hpp"
#include "scheduler.hpp"
#include "sync_objects.hpp"
#include "virtual_time.hpp"

namespace hb::explore {
namespace {

Operation operation_on(OpKind kind, sem_t const* semaphore, std::uintptr_t pc) {
    return {kind, 1, reinterpret_cast<std::uintptr_t>(semaphore), pc};
}

bool has_permit(Thread const& waiting) {
    return sync_object(waiting.next.object).count > 0;
}

void take(sem_t* semaphore) {
    auto& state = sync_object(semaphore);
    --state.count;
    self().clock.join(state.released);
}

int fail_with(int error) {
    errno = error;
    return -1;
}

int acquire_until(sem_t* semaphore, std::uint64_t deadline, std::uintptr_t pc) {
    if (!active()) stop_unmodelled("a POSIX semaphore before main");
    if (times_out_early(deadline)) {
        reach(operation_on(OpKind::semaphore_try_acquire, semaphore, pc));
        pass_time_until(deadline);
    } else {
        auto& thread = self();
        thread.deadline = deadline;
        reach(operation_on(OpKind::semaphore_acquire, semaphore, pc), has_permit);
        thread.deadline = 0;
        thread.timed_out = false;
    }
    if (sync_object(semaphore).count == 0) return fail_with(ETIMEDOUT);
    take(semaphore);
    return 0;
}

}  // namespace
}  // namespace hb::explore

using namespace hb::explore;

HB_INTERPOSED int sem_init(sem_t* semaphore, int, unsigned count) noexcept {
    if (!active()) stop_unmodelled("a POSIX semaphore before main");
    auto& state = sync_object(semaphore);
    state.reset();
    state.count = count;
    return 0;
}
HB_INTERPOSED int sem_destroy(sem_t*) noexcept {
    return 0;
}
HB_INTERPOSED int sem_wait(sem_t* semaphore) {
    return acquire_until(semaphore, 0, HB_CALLER);
}
HB_INTERPOSED int sem_timedwait(sem_t* semaphore, timespec const* until) {
    return acquire_until(semaphore, nanoseconds(*until), HB_CALLER);
}
HB_INTERPOSED int sem_clockwait(sem_t* semaphore, clockid_t, timespec const* until) {
    return acquire_until(semaphore, nanoseconds(*until), HB_CALLER);
}
HB_INTERPOSED int sem_trywait(sem_t* semaphore) noexcept {
    if (!active()) stop_unmodelled("a POSIX semaphore before main");
    auto const operation = operation_on(OpKind::semaphore_try_acquire, semaphore, HB_CALLER);
    if (sync_object(semaphore).count == 0 && polls_again(operation.pc, operation.object, operation.size, 0))
        return fail_with(EAGAIN);
    reach(operation);
    attempted(operation, sync_object(semaphore).count > 0, 0);
    if (sync_object(semaphore).count == 0) return fail_with(EAGAIN);
    take(semaphore);
    return 0;
}
HB_INTERPOSED int sem_post(sem_t* semaphore) noexcept {
    if (!active()) stop_unmodelled("a POSIX semaphore before main");
    reach(operation_on(OpKind::semaphore_release, semaphore, HB_CALLER));
    auto& state = sync_object(semaphore);
    ++state.count;
    release_into(state.released, self());
    return 0;
}
