#pragma once
/// What a source line calls the mutex that it locks, unlocks, makes or destroys, private to this component.

#include <string>
#include <string_view>

namespace hb::tsan {

/// "from.lock" of "std::lock_guard const hold(from.lock);" and of "from.lock.unlock();". `called` is the function that
/// the line calls there, "std::lock_guard::lock_guard"; `column` (from 1; 0 if unknown) tells which of several calls.
/// Empty if the line leaves a doubt.
[[nodiscard]] std::string mutex_at(std::string_view line, int column, std::string_view called);

}  // namespace hb::tsan
