#pragma once
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "judge/containment.hpp"

namespace hb::judge {

/// What a tool said, and its exit status (128 + the signal if one ended it).
struct ToolResult {
    int status = 0;
    std::string out;
    std::string err;
    std::string stopped;  ///< why the judge stopped it, as the end of a sentence; empty if it did not
};

/// Runs a program of the machine (a compiler, nm, gdb), found on the PATH, without a shell, and waits for it. Any
/// thread may call it. A tool that says more than 64 MiB is ended: its status is not 0 then, and the rest is lost.
/// Throws UserError if it cannot be started.
[[nodiscard]] ToolResult run_tool(std::vector<std::string> const& command, std::string const& input = {});

/// What a tool that reads an answer may use. An answer compiles in one or two seconds with a third of a GiB; the
/// largest of our own sources take six times that.
struct ToolLimits {
    std::chrono::seconds cpu{60};                           ///< of one process
    std::chrono::seconds idle{60};                          ///< without any process using processor time
    std::uint64_t memory_bytes = std::uint64_t{2} << 30U;   ///< resident, of one process
    std::uint64_t file_bytes = std::uint64_t{512} << 20U;   ///< of one file
    std::uint64_t output_bytes = std::uint64_t{64} << 20U;  ///< that it prints; preprocessed, an answer has some MiB
};

/// The same for a tool that reads an answer, contained in such a room and watched. Its limits take the place of the
/// room's. Nothing of it is left running, and the terminal's Ctrl-C ends it (Interrupted).
[[nodiscard]] ToolResult run_contained(std::vector<std::string> const& command, Room room,
                                       ToolLimits const& limits = {});

}  // namespace hb::judge
