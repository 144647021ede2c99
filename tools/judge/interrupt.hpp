#pragma once

namespace hb::judge {

/// Ctrl-C, as an exception: what is under way ends through its destructors, and leaves nothing running and nothing
/// behind. Not a std::exception: nobody catches it by accident.
struct Interrupted {};

inline constexpr int interrupted_exit_status = 130;  // 128 + SIGINT, the shells' convention

/// From now on SIGINT and SIGTERM are noted instead of ending the process. Call it once, from main.
void catch_interrupts();

/// True if one has come since. Any thread may ask.
[[nodiscard]] bool interrupted();

/// How many have come. Any thread may ask.
[[nodiscard]] int interrupts();

/// Throws Interrupted if one has come since. Long waits call it.
void throw_if_interrupted();

}  // namespace hb::judge
