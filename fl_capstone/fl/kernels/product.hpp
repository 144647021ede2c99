#pragma once
/// The matrix product that all of a linear layer's kernels are.

#include "fl/kernels/simd.hpp"

namespace fl::FL_PROCESSOR {

/// Element (row, k) is at row * row_stride + k * k_stride: each is broadcast.
struct Left {
    float const* first;
    std::size_t row_stride;
    std::size_t k_stride;
};

enum class Start { zero, bias, sum };

template <std::size_t rows, std::size_t vectors, Start start>
FL_INLINE void product_block(Left const& left, std::size_t depth, float const* right, std::size_t right_stride,
                             float const* biases, float* output, std::size_t stride, std::size_t floats) {
    Vector sums[rows][vectors];
    for (std::size_t r = 0; r < rows; ++r) {
        if constexpr (start == Start::sum) {
            load_all(sums[r], output + r * stride, floats);
        } else {
            for (std::size_t v = 0; v < vectors; ++v)
                sums[r][v] = start == Start::bias ? broadcast(biases[r]) : Vector{};
        }
    }
    float const* weights[rows];
    for (std::size_t r = 0; r < rows; ++r)
        weights[r] = left.first + r * left.row_stride;
    Vector value[vectors];
    for (std::size_t k = 0; k < depth; ++k, right += right_stride) {
        load_all(value, right, floats);
        for (std::size_t r = 0; r < rows; ++r)
            for (std::size_t v = 0; v < vectors; ++v)
                sums[r][v] += value[v] * broadcast(weights[r][k * left.k_stride]);
    }
    for (std::size_t r = 0; r < rows; ++r)
        store_all(output + r * stride, sums[r], floats);
}

/// output[row][column] = start + sum over k of left(row, k) * right[k][column]: `rows` x `depth` x `columns`.
template <Start start>
FL_INLINE void product(Left const& left, std::size_t rows, std::size_t depth, std::size_t columns, float const* right,
                       float const* biases, float* output) {
    in_blocks(rows, [&](std::size_t first, auto size) __attribute__((always_inline)) {
        in_vectors(columns, [&](std::size_t at, auto vectors, std::size_t floats) __attribute__((always_inline)) {
            product_block<size.value, vectors.value, start>(
                {left.first + first * left.row_stride, left.row_stride, left.k_stride}, depth, right + at, columns,
                start == Start::bias ? biases + first : nullptr, output + first * columns + at, columns, floats);
        });
    });
}

}  // namespace fl::FL_PROCESSOR
