#pragma once
#include <string>
#include <vector>

namespace hb::judge {

/// What a tool said, and its exit status (128 + the signal if one ended it).
struct ToolResult {
    int status = 0;
    std::string out;
    std::string err;
};

/// Runs a program of the machine (a compiler, nm, gdb), found on the PATH, without a shell, and waits for it. Any
/// thread may call it. A tool that says more than 64 MiB is ended: its status is not 0 then, and the rest is lost.
/// Throws UserError if it cannot be started.
[[nodiscard]] ToolResult run_tool(std::vector<std::string> const& command, std::string const& input = {});

}  // namespace hb::judge
