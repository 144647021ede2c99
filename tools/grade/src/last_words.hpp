#pragma once
#include <string>
#include <vector>

#include "judge/evidence.hpp"

namespace hb::grade {

/// What a program that crashed or ended by itself said last, and what that means for a program with threads: lines for
/// a person; none if it said nothing.
[[nodiscard]] std::vector<std::string> last_words(judge::Exchange const& exchange);

/// True if it was refused a thread: there were too many.
[[nodiscard]] bool was_refused_a_thread(judge::Exchange const& exchange);

}  // namespace hb::grade
