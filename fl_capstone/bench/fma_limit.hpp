#pragma once
/// The machine's own limit of arithmetic, to judge kernels by.

#include <cstddef>

namespace fl {

/// Runs so many rounds of independent multiplications with additions in registers. Returns how many floating-point
/// operations that were; `sink` keeps the compiler from leaving them out.
double multiply_and_add(std::size_t rounds, float& sink);

}  // namespace fl
