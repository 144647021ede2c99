#pragma once
/// A program that is started, read to its end, and waited for.

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace hb::explore {

struct ProcessEnd {
    bool started = false;
    bool timed_out = false;  ///< it was killed
    int status = 0;          ///< as waitpid gives it
};

struct ProcessStart {
    std::vector<std::string> command;  ///< the program is looked for on PATH if it has no slash
    std::string environment;           ///< one more variable, NAME=VALUE; empty: none
    std::string input;                 ///< its standard input, if `feeds_input`
    bool feeds_input = false;
    int read_descriptor = 1;  ///< where it writes what we read
    std::chrono::milliseconds patience{60'000};
};

/// Calls `line` for each line that it writes.
ProcessEnd run_process(ProcessStart const& start, std::function<void(std::string_view)> const& line);

}  // namespace hb::explore
