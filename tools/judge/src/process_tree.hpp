#pragma once
#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <vector>

namespace hb::judge {

/// From now on, processes whose parent dies become this process's children instead of init's: none can hide.
void become_subreaper();

/// Calls `start` (a fork) and remembers the child that it returns: no orphan. Any thread may call these two.
[[nodiscard]] pid_t start_child(std::function<pid_t()> const& start);
void forget_child(pid_t child);

/// In the order in which they were created, whatever their numbers: the main thread is the first. Empty if the process
/// is gone.
[[nodiscard]] std::vector<pid_t> threads_of(pid_t process);

/// The processes that descend from `root`, without it. Looks no further once it has found more than `most`: a look at
/// a fork bomb must not take longer than the bomb needs to grow.
[[nodiscard]] std::vector<pid_t> descendants(pid_t root, std::size_t most = SIZE_MAX);

/// Children of this process that it did not start: what subjects and tools left behind.
[[nodiscard]] std::vector<pid_t> orphans();

/// Kills the process group of `root`, every descendant, and orphans; waits for them, and forgets `root`. Whatever lives
/// in a process namespace that a child of `root` has begun (bubblewrap's) ends at once.
/// Linux: /proc/<pid>/task/<tid>/children.
void kill_tree(pid_t root);

/// Kills orphans, whose parents have ended, and waits for them.
void kill_orphans();

/// Resident memory of all of them together, in bytes. What they share is counted once if the sum would otherwise be
/// over the limit.
[[nodiscard]] std::uint64_t memory_of(std::vector<pid_t> const& processes, std::uint64_t limit);

/// True if no thread of the process can run on: each is stopped or has ended. True if the process is gone.
[[nodiscard]] bool is_stopped(pid_t process);

/// Processor time that a process has used, in seconds; 0 if it is gone.
[[nodiscard]] double cpu_seconds_of(pid_t process);

}  // namespace hb::judge
