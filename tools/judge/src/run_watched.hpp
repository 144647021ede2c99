#pragma once
#include <sys/types.h>

#include <functional>
#include <string>
#include <vector>

#include "judge/run_tool.hpp"

namespace hb::judge {

/// Looks at a running tool and at what it has printed so far. Returns why it has to be stopped; nothing if it may go
/// on.
using Watch = std::function<std::string(pid_t process, ToolResult const& so_far)>;

/// Runs a tool; with a watch, in a session of its own, and all that descends from it is killed when it has to be
/// stopped.
[[nodiscard]] ToolResult run_watched(std::vector<std::string> const& command, std::string const& input,
                                     Watch const& watch);

}  // namespace hb::judge
