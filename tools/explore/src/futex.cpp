/// The futex system call, with which the standard library builds atomic wait and notify, semaphores, latches, barriers
/// and futures.

#include <linux/futex.h>
#include <sys/syscall.h>

#include <array>
#include <cerrno>
#include <cstdarg>
#include <ctime>

#include "early.hpp"
#include "execution.hpp"
#include "interpose.hpp"
#include "isolation.hpp"
#include "raw_syscall.hpp"
#include "scheduler.hpp"
#include "virtual_time.hpp"

namespace hb::explore {
namespace {

using Word = std::uint32_t;

Operation operation_on(OpKind kind, Word const* word, std::uintptr_t pc) {
    return {kind, sizeof(Word), reinterpret_cast<std::uintptr_t>(word), pc};
}

/// As futex(2): -1 with errno, or 0.
long wait(Word const* word, Word expected, std::uint64_t deadline, std::uintptr_t pc) {
    reach(operation_on(OpKind::futex_wait, word, pc));
    if (*word != expected) {
        errno = EAGAIN;
        return -1;
    }
    if (times_out_early(deadline)) {
        reach(operation_on(OpKind::woken_early, word, pc));
        pass_time_until(deadline);
        errno = ETIMEDOUT;
        return -1;
    }
    auto& thread = self();
    thread.woken = thread.timed_out = false;
    thread.deadline = deadline;
    reach(operation_on(OpKind::futex_woken, word, pc), [](Thread const& waiting) { return waiting.woken; });
    auto const timed_out = thread.timed_out && !thread.woken;
    thread.timed_out = false;
    thread.deadline = 0;
    if (!timed_out) return 0;
    errno = ETIMEDOUT;
    return -1;
}

/// Wakes up to `most` threads, and returns how many. Which of them, where not all, is part of the schedule.
long wake_some(Word const* word, int most, std::uintptr_t pc) {
    reach(operation_on(OpKind::futex_wake, word, pc));
    std::array<int, max_threads> waiting;
    auto count = 0;
    for (int id = 0; id < execution.started; ++id) {
        auto const& thread = threads[static_cast<std::size_t>(id)];
        if (thread.state == ThreadState::live && thread.next.kind == OpKind::futex_woken && !thread.woken &&
            thread.next.object == reinterpret_cast<std::uintptr_t>(word))
            waiting[static_cast<std::size_t>(count++)] = id;
    }
    long woken = 0;
    for (; count > 0 && woken < most; ++woken) {
        auto const chosen = count <= most - woken ? 0 : choose_value(count);
        auto& place = waiting[static_cast<std::size_t>(chosen)];
        wake(threads[static_cast<std::size_t>(place)]);
        place = waiting[static_cast<std::size_t>(--count)];
    }
    return woken;
}

long futex(std::array<long, 6> const& arguments, std::uintptr_t pc) {
    auto const* const word = reinterpret_cast<Word const*>(arguments[0]);
    auto const command = static_cast<int>(arguments[1]) & FUTEX_CMD_MASK;
    auto const* const time = reinterpret_cast<timespec const*>(arguments[3]);
    switch (command) {
        case FUTEX_WAIT:  // the time is a duration
            return wait(word, static_cast<Word>(arguments[2]), time ? execution.now_ns + nanoseconds(*time) : 0, pc);
        case FUTEX_WAIT_BITSET:  // the time is a point in time
            return wait(word, static_cast<Word>(arguments[2]), time ? nanoseconds(*time) : 0, pc);
        case FUTEX_WAKE:
        case FUTEX_WAKE_BITSET:
            return wake_some(word, static_cast<int>(arguments[2]), pc);
        default:
            end_execution(Ending::unmodelled, "futex with the operation %d", command);
    }
}

}  // namespace
}  // namespace hb::explore

using namespace hb::explore;

HB_INTERPOSED long syscall(long number, ...) noexcept {
    std::array<long, 6> arguments;
    va_list list;
    va_start(list, number);
    for (auto& argument : arguments)
        argument = va_arg(list, long);
    va_end(list);
    if (active()) {
        if (number == SYS_futex) return futex(arguments, HB_CALLER);
        if (in_program(HB_CALLER) && number != SYS_gettid && number != SYS_getpid)
            end_execution(Ending::unmodelled, "the system call %ld", number);
    }
    auto const result =
        raw_syscall(number, arguments[0], arguments[1], arguments[2], arguments[3], arguments[4], arguments[5]);
    if (result >= 0 || result < -4095) return result;  // the kernel's range of error numbers
    errno = static_cast<int>(-result);
    return -1;
}
