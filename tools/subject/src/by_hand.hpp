#pragma once

namespace hb::subject {

/// The program for a person: `[scenario] [name=value ...]` or `--help`. Prints Expected / Actual, or the values.
/// Returns the exit status: 0; 1 if expected and actual differ, or the answer throws; 2 for arguments that make no
/// sense.
int run_by_hand(int argc, char const* const* argv);

}  // namespace hb::subject
