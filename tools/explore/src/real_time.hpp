#pragma once
/// Time as we see it; the program sees another one (virtual_time.hpp).

#include <sys/syscall.h>

#include <ctime>

#include "raw_syscall.hpp"
#include "virtual_time.hpp"

namespace hb::explore {

/// Of a clock that only goes forward. A system call: not to be looked at in each execution.
[[nodiscard]] inline std::uint64_t real_time_ns() {
    timespec time{};
    raw_syscall(SYS_clock_gettime, CLOCK_MONOTONIC, reinterpret_cast<long>(&time));
    return nanoseconds(time);
}

}  // namespace hb::explore
