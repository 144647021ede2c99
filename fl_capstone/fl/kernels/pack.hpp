#pragma once
/// Weights in the order in which a kernel broadcasts them.

#include "fl/kernels/simd.hpp"

namespace fl::FL_PROCESSOR {

/// Element (row, tap) of `from` lies at row * row_stride + tap * tap_stride. Writes, for each block of in_blocks(rows),
/// [tap][row of the block].
inline void pack(float const* from, std::size_t rows, std::size_t row_stride, std::size_t tap_stride, std::size_t taps,
                 float* to) {
    in_blocks(rows, [&](std::size_t first, auto size) {
        for (std::size_t tap = 0; tap < taps; ++tap)
            for (std::size_t row = 0; row < size.value; ++row)
                *to++ = from[(first + row) * row_stride + tap * tap_stride];
    });
}

}  // namespace fl::FL_PROCESSOR
