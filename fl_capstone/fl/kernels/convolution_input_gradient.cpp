// Convolution, the loss's gradient by its images: each takes part in up to kernel x kernel outputs.

#include "fl/kernels/pack.hpp"
#include "fl/kernels/table.hpp"

namespace fl::FL_PROCESSOR {
namespace {

/// Between the lines of the outputs' gradient lie so many zeros, at which a block that begins before a line or ends
/// after it reads.
constexpr std::size_t margin = across * width;
static_assert(margin <= slack);

struct Lines {
    float const* first;  // of channel 0
    std::size_t stride;
    std::size_t length;
    std::size_t count;  // in a channel
};

/// A copy of the outputs' gradient with margins.
Lines with_margins(ConvolutionSize const& size, float const* gradient, float* to) {
    auto const height = size.height - size.kernel + 1;
    auto const length = (size.width - size.kernel + 1) * size.batch;
    Lines const lines{to + margin, length + margin, length, height};
    for (std::size_t i = 0; i < margin; ++i)
        *to++ = 0;
    for (std::size_t line = 0; line < size.out * height; ++line) {
        for (std::size_t i = 0; i < length; ++i)
            *to++ = *gradient++;
        for (std::size_t i = 0; i < margin; ++i)
            *to++ = 0;
    }
    return lines;
}

/// `rows` input channels, from float `at` of line `line` on; `weights` [out][kernel][kernel][rows].
template <std::size_t rows, std::size_t vectors>
FL_INLINE void block(ConvolutionSize const& size, Lines const& lines, float const* weights, std::size_t line,
                     std::size_t at, float* gradient, std::size_t stride, std::size_t left) {
    // Output line `line` - y has this one under its filter's row y, and the same of columns.
    auto const first_y = line < lines.count ? 0 : line - lines.count + 1;
    auto const end_y = line < size.kernel ? line + 1 : size.kernel;
    auto const first_x = at < lines.length ? 0 : (at - lines.length) / size.batch + 1;
    auto const last_x = (at + vectors * width - 1) / size.batch;
    auto const end_x = last_x < size.kernel ? last_x + 1 : size.kernel;
    Vector sums[rows][vectors]{};
    for (std::size_t out = 0; out < size.out; ++out) {
        for (auto y = first_y; y < end_y; ++y) {
            auto const* from = lines.first + (out * lines.count + line - y) * lines.stride;
            auto const* weight = weights + ((out * size.kernel + y) * size.kernel + first_x) * rows;
            for (auto x = first_x; x < end_x; ++x, weight += rows) {
                auto const offset = static_cast<std::ptrdiff_t>(at) - static_cast<std::ptrdiff_t>(x * size.batch);
                Vector value[vectors];
                for (std::size_t v = 0; v < vectors; ++v)
                    value[v] = load(from + offset + v * width);
                for (std::size_t r = 0; r < rows; ++r)
                    for (std::size_t v = 0; v < vectors; ++v)
                        sums[r][v] += value[v] * broadcast(weight[r]);
            }
        }
    }
    for (std::size_t r = 0; r < rows; ++r)
        store_all(gradient + r * stride, sums[r], left);
}

}  // namespace

std::size_t convolution_scratch(ConvolutionSize const& size) {
    auto const weights = size.in * size.out * size.kernel * size.kernel;
    auto const lines = size.out * (size.height - size.kernel + 1);
    auto const taps = weights * width;  // convolution_weight_gradient's sums
    auto const copy = lines * ((size.width - size.kernel + 1) * size.batch + margin) + margin;
    return (taps > weights + copy ? taps : weights + copy) + slack;
}

void convolution_input_gradient(ConvolutionSize const& size, float const* output_gradient, float const* weights,
                                float* gradient, float* scratch) {
    auto const square = size.kernel * size.kernel;
    auto* const packed = scratch;
    // For each block of input channels, [out][kernel][kernel][in of the block].
    auto* to = packed;
    in_blocks(size.in, [&](std::size_t first, auto rows) {
        for (std::size_t out = 0; out < size.out; ++out)
            for (std::size_t tap = 0; tap < square; ++tap)
                for (std::size_t r = 0; r < rows.value; ++r)
                    *to++ = weights[(out * size.in + first + r) * square + tap];
    });
    auto const lines = with_margins(size, output_gradient, to);
    auto const line = size.width * size.batch;
    in_blocks(size.in, [&](std::size_t first, auto rows) {
        for (std::size_t y = 0; y < size.height; ++y) {
            in_vectors(line, [&](std::size_t at, auto vectors, std::size_t left) {
                block<rows.value, vectors.value>(size, lines, packed + first * size.out * square, y, at,
                                                 gradient + (first * size.height + y) * line + at, size.height * line,
                                                 left);
            });
        }
    });
}

}  // namespace fl::FL_PROCESSOR
