#pragma once
#include <functional>
#include <string>
#include <vector>

namespace hb::cli {

/// Runs a program, in the folder of the checkout, and hands over each line of its standard output as it comes; standard
/// error is ours. Returns its exit status, or 128 + the signal. Ctrl-C reaches the program too: we wait for it to clean
/// up, and then throw Interrupted. Throws UserError if it cannot be started.
int run_lines(std::vector<std::string> const& command, std::function<void(std::string const&)> const& on_line);

/// The same with our own standard output: what it prints is seen at once, with its own colours.
int run_shown(std::vector<std::string> const& command);

}  // namespace hb::cli
