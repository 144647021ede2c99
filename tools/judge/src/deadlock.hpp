#pragma once
#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <string>

namespace hb::judge {

/// What the kernel says about the threads of a process.
enum class Threads {
    running,           ///< at least one runs, or waits for something that comes by itself (a sleep, a time-out)
    blocked_for_ever,  ///< each waits on a futex without a time-out: only another of them could wake it
    unknown,           ///< the kernel does not say
};

/// Looks at /proc/<pid>/task/*/syscall. `ignore_detector` leaves out the first thread that is not the main one: under
/// ThreadSanitizer that is its background thread, which sleeps and wakes for ever.
/// One look is not proof: a thread may be about to return, and one that was woken looks like that until a processor
/// takes it up, which a busy machine delays.
[[nodiscard]] Threads look_at_threads(pid_t process, bool ignore_detector);

/// How often the threads have left a processor so far: unchanged, if none of them ran in between.
[[nodiscard]] std::uint64_t switches_of(pid_t process, bool ignore_detector);

/// How many threads there are beside the main one; `ignore_detector` as above. 0 if the process has gone.
[[nodiscard]] std::size_t count_other_threads(pid_t process, bool ignore_detector);

/// Who waits where, for what, and who has it: at most 12 lines. Where gdb cannot tell, what the kernel says of each
/// thread.
[[nodiscard]] std::string describe_threads(pid_t process);

}  // namespace hb::judge
