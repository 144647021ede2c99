#pragma once
/// Sums over lanes.

#include "fl/kernels/simd.hpp"

namespace fl::FL_PROCESSOR {

/// Neighbouring lanes' sums: those of `a`, then those of `b`.
FL_INLINE Vector add_pairs(Vector a, Vector b) {
#if defined(__AVX512F__)
    return __builtin_shufflevector(a, b, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30) +
           __builtin_shufflevector(a, b, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31);
#elif defined(__AVX__)
    return __builtin_shufflevector(a, b, 0, 2, 4, 6, 8, 10, 12, 14) +
           __builtin_shufflevector(a, b, 1, 3, 5, 7, 9, 11, 13, 15);
#else
    return __builtin_shufflevector(a, b, 0, 2, 4, 6) + __builtin_shufflevector(a, b, 1, 3, 5, 7);
#endif
}

/// to[i] += the lanes' sum of vector i.
inline void add_sums(float const* vectors, std::size_t count, float* to) {
    std::size_t i = 0;
    for (; i + width <= count; i += width) {
        Vector parts[width];
        for (std::size_t v = 0; v < width; ++v)
            parts[v] = load(vectors + (i + v) * width);
        for (auto left = width / 2; left > 0; left /= 2)
            for (std::size_t v = 0; v < left; ++v)
                parts[v] = add_pairs(parts[2 * v], parts[2 * v + 1]);
        store(to + i, load(to + i) + parts[0]);
    }
    for (; i < count; ++i)
        to[i] += sum(load(vectors + i * width));
}

inline float sum_of(float const* values, std::size_t count) {
    Vector parts[4]{};
    std::size_t i = 0;
    for (; i + 4 * width <= count; i += 4 * width)
        for (std::size_t v = 0; v < 4; ++v)
            parts[v] += load(values + i + v * width);
    for (; i < count; i += width)
        parts[0] += load_up_to(values + i, count - i);
    return sum((parts[0] + parts[1]) + (parts[2] + parts[3]));
}

}  // namespace fl::FL_PROCESSOR
