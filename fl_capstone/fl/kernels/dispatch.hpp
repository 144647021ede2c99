#pragma once
/// Which of the kernels' compilations this processor can run.

#include <span>

#include "fl/kernels/kernels.hpp"

namespace fl {

/// The best first. At least one.
[[nodiscard]] std::span<Kernels const* const> runnable_kernels();

}  // namespace fl
