/// Virtual time: it passes when a thread sleeps or asks for it, and when nothing else can happen. A sleep orders
/// nothing, as in reality: it is a point where others may run, before and after which anything is possible.

#include <sched.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include "execution.hpp"
#include "interpose.hpp"
#include "raw_syscall.hpp"
#include "scheduler.hpp"
#include "virtual_time.hpp"

namespace hb::explore {
namespace {

// A loop that waits for a time to come must get there.
constexpr std::uint64_t look_at_clock_ns = 1000;

void give_way(OpKind kind, std::uint64_t duration_ns, std::uintptr_t pc) {
    execution.now_ns += duration_ns;
    auto& thread = self();
    // A thread that polls is dealt with where it polls.
    if (thread.polls.repeats > 0) return;
    thread.gives_way = true;
    reach({kind, 1, 0, pc});
}

timespec now() {
    execution.now_ns += look_at_clock_ns;
    return {static_cast<std::time_t>(execution.now_ns / nanoseconds_per_second),
            static_cast<long>(execution.now_ns % nanoseconds_per_second)};
}

}  // namespace
}  // namespace hb::explore

using namespace hb::explore;

HB_INTERPOSED int sched_yield() noexcept {
    if (!active()) return static_cast<int>(raw_syscall(SYS_sched_yield));
    give_way(OpKind::yield, 0, HB_CALLER);
    return 0;
}

HB_INTERPOSED int nanosleep(timespec const* duration, timespec* left) {
    if (!active())
        return static_cast<int>(
            raw_syscall(SYS_nanosleep, reinterpret_cast<long>(duration), reinterpret_cast<long>(left)));
    give_way(OpKind::sleep, nanoseconds(*duration), HB_CALLER);
    return 0;
}

HB_INTERPOSED int clock_nanosleep(clockid_t clock, int flags, timespec const* time, timespec* left) {
    if (!active())
        return static_cast<int>(-raw_syscall(SYS_clock_nanosleep, clock, flags, reinterpret_cast<long>(time),
                                             reinterpret_cast<long>(left)));
    auto const given = nanoseconds(*time);
    auto const until_then = given > execution.now_ns ? given - execution.now_ns : 0;
    give_way(OpKind::sleep, (flags & TIMER_ABSTIME) != 0 ? until_then : given, HB_CALLER);
    return 0;
}

HB_INTERPOSED int usleep(useconds_t duration) {
    constexpr std::uint64_t nanoseconds_per_microsecond = 1000;
    timespec const time{static_cast<std::time_t>(duration / 1'000'000),
                        static_cast<long>(duration % 1'000'000 * nanoseconds_per_microsecond)};
    if (!active()) return static_cast<int>(raw_syscall(SYS_nanosleep, reinterpret_cast<long>(&time)));
    give_way(OpKind::sleep, nanoseconds(time), HB_CALLER);
    return 0;
}

HB_INTERPOSED unsigned sleep(unsigned seconds) {
    timespec const time{static_cast<std::time_t>(seconds), 0};
    if (!active()) return raw_syscall(SYS_nanosleep, reinterpret_cast<long>(&time)) == 0 ? 0 : seconds;
    give_way(OpKind::sleep, nanoseconds(time), HB_CALLER);
    return 0;
}

HB_INTERPOSED int clock_gettime(clockid_t clock, timespec* time) noexcept {
    if (!active()) return static_cast<int>(raw_syscall(SYS_clock_gettime, clock, reinterpret_cast<long>(time)));
    *time = now();
    return 0;
}

HB_INTERPOSED int gettimeofday(timeval* time, void*) noexcept {
    if (!active()) return static_cast<int>(raw_syscall(SYS_gettimeofday, reinterpret_cast<long>(time)));
    auto const [seconds, nanoseconds] = now();
    *time = {seconds, nanoseconds / 1000};
    return 0;
}

HB_INTERPOSED std::time_t time(std::time_t* result) noexcept {
    if (!active()) return raw_syscall(SYS_time, reinterpret_cast<long>(result));
    auto const seconds = now().tv_sec;
    if (result) *result = seconds;
    return seconds;
}
