// Convolution, forward: a block of output channels x a stretch of one output line, over all taps of the filters.

#include "fl/kernels/pack.hpp"
#include "fl/kernels/table.hpp"

namespace fl::FL_PROCESSOR {
namespace {

/// `rows` output channels; `weights` [in][kernel][kernel][rows].
template <std::size_t rows, std::size_t vectors>
FL_INLINE void block(ConvolutionSize const& size, float const* images, float const* weights, float const* biases,
                     float* output, std::size_t stride, std::size_t left) {
    Vector sums[rows][vectors];
    for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t v = 0; v < vectors; ++v)
            sums[r][v] = broadcast(biases[r]);
    auto const line = size.width * size.batch;
    for (std::size_t in = 0; in < size.in; ++in) {
        for (std::size_t y = 0; y < size.kernel; ++y) {
            auto const* at = images + (in * size.height + y) * line;
            for (std::size_t x = 0; x < size.kernel; ++x, at += size.batch, weights += rows) {
                Vector value[vectors];
                for (std::size_t v = 0; v < vectors; ++v)
                    value[v] = load(at + v * width);
                for (std::size_t r = 0; r < rows; ++r)
                    for (std::size_t v = 0; v < vectors; ++v)
                        sums[r][v] += value[v] * broadcast(weights[r]);
            }
        }
    }
    for (std::size_t r = 0; r < rows; ++r)
        store_all(output + r * stride, sums[r], left);
}

}  // namespace

void convolution(ConvolutionSize const& size, float const* images, float const* weights, float const* biases,
                 float* output, float* scratch) {
    auto const taps = size.in * size.kernel * size.kernel;
    auto const height = size.height - size.kernel + 1;
    auto const line = (size.width - size.kernel + 1) * size.batch;
    pack(weights, size.out, taps, 1, taps, scratch);
    in_blocks(size.out, [&](std::size_t first, auto rows) {
        auto* const plane = output + first * height * line;
        for (std::size_t y = 0; y < height; ++y) {
            in_vectors(line, [&](std::size_t at, auto vectors, std::size_t left) {
                block<rows.value, vectors.value>(size, images + y * size.width * size.batch + at,
                                                 scratch + first * taps, biases + first, plane + y * line + at,
                                                 height * line, left);
            });
        }
    });
}

}  // namespace fl::FL_PROCESSOR
