#pragma once
/// Threads of a scenario, started and joined in one place: what a scenario would have to write, and a person to wait
/// for the compiler to read, again and again.

#include <cstdint>
#include <functional>

namespace hb::subject {

/// As many threads as a scenario may ask for.
inline constexpr std::int64_t most_threads = 64;

/// Calls `work(number)` on each of `threads` new threads, with numbers from 0, and returns when all have ended.
///
/// What the caller did before happens before every call; every call happens before the return. Nothing orders the calls
/// among themselves. Throws BadArguments unless `threads` is 1 to `most_threads`.
void on_threads(std::int64_t threads, std::function<void(std::int64_t)> const& work);

}  // namespace hb::subject
