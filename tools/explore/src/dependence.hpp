#pragma once
/// Which operations of two threads may not change places without anybody noticing.

#include <cstdint>

#include "operation.hpp"

namespace hb::explore {

enum class Dependence : std::uint8_t {
    none,       ///< in either order they lead to the same state
    ordered,    ///< the later one was not possible before the earlier one, or the order does not matter otherwise
    reversible  ///< each could come first, and it may make a difference
};

/// Of two operations of different threads, of which `earlier` was performed first. Errs towards `reversible`.
[[nodiscard]] Dependence dependence(Operation const& earlier, Operation const& later);

/// The second is the end of a wait that steps like the first can end; it commutes with those that did not end it.
[[nodiscard]] bool is_wakeup(OpKind waker, OpKind woken);

}  // namespace hb::explore
