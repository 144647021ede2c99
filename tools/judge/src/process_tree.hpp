#pragma once
#include <sys/types.h>

#include <vector>

namespace hb::judge {

/// From now on, processes whose parent dies become this process's children instead of init's: none can hide.
void become_subreaper();

/// The processes that descend from `root`, without it.
[[nodiscard]] std::vector<pid_t> descendants(pid_t root);

/// Children of this process that are none of `ours`: orphans of subjects.
[[nodiscard]] std::vector<pid_t> orphans(std::vector<pid_t> const& ours);

/// Kills the process group of `root`, every descendant, and orphans that were left to us since; waits for all of them.
/// `ours` are children that live on. Linux: /proc/<pid>/task/<tid>/children.
void kill_tree(pid_t root, std::vector<pid_t> const& ours);

}  // namespace hb::judge
