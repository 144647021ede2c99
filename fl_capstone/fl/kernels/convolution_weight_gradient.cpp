// Convolution, the loss's gradient by its weights and biases: each is a sum over all outputs and images.

#include "fl/kernels/sums.hpp"
#include "fl/kernels/table.hpp"

namespace fl::FL_PROCESSOR {
namespace {

/// One line of `rows` output channels, `taps` weights each: sums[row][tap] += lanes' products.
template <std::size_t rows, std::size_t taps>
FL_INLINE void block(float const* const (&images)[across], float const* gradient, std::size_t stride,
                     std::size_t length, float* sums, std::size_t sums_stride) {
    Vector total[rows][taps];
    for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t t = 0; t < taps; ++t)
            total[r][t] = load(sums + r * sums_stride + t * width);
    std::size_t at = 0;
    for (; at + width <= length; at += width) {
        Vector value[taps];
        for (std::size_t t = 0; t < taps; ++t)
            value[t] = load(images[t] + at);
        for (std::size_t r = 0; r < rows; ++r) {
            auto const slope = load(gradient + r * stride + at);
            for (std::size_t t = 0; t < taps; ++t)
                total[r][t] += value[t] * slope;
        }
    }
    if (at < length) {
        for (std::size_t r = 0; r < rows; ++r) {
            auto const slope = load_up_to(gradient + r * stride + at, length - at);
            for (std::size_t t = 0; t < taps; ++t)
                total[r][t] += load_up_to(images[t] + at, length - at) * slope;
        }
    }
    for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t t = 0; t < taps; ++t)
            store(sums + r * sums_stride + t * width, total[r][t]);
}

}  // namespace

void convolution_weight_gradient(ConvolutionSize const& size, float const* images, float const* output_gradient,
                                 float* weights, float* biases, float* scratch) {
    auto const all_taps = size.in * size.kernel * size.kernel;
    auto const height = size.height - size.kernel + 1;
    auto const line = size.width * size.batch;
    auto const length = (size.width - size.kernel + 1) * size.batch;
    for (std::size_t i = 0; i < size.out * all_taps; ++i)
        store(scratch + i * width, Vector{});
    // A line of all output channels stays in the nearest cache while all taps pass over it.
    for (std::size_t y = 0; y < height; ++y) {
        in_blocks(size.out, [&](std::size_t first, auto rows) {
            auto const* const gradient = output_gradient + (first * height + y) * length;
            std::size_t in = 0;
            std::size_t tap_y = 0;
            std::size_t tap_x = 0;
            for (std::size_t tap = 0; tap < all_taps; tap += across) {
                with_constant<across>(all_taps - tap, [&](auto taps) {
                    float const* at[across];
                    for (std::size_t t = 0; t < taps.value; ++t) {
                        at[t] = images + (in * size.height + y + tap_y) * line + tap_x * size.batch;
                        if (++tap_x < size.kernel) continue;
                        tap_x = 0;
                        if (++tap_y < size.kernel) continue;
                        tap_y = 0;
                        ++in;
                    }
                    block<rows.value, taps.value>(at, gradient, height * length, length,
                                                  scratch + (first * all_taps + tap) * width, all_taps * width);
                });
            }
        });
    }
    add_sums(scratch, size.out * all_taps, weights);
    for (std::size_t out = 0; out < size.out; ++out)
        biases[out] += sum_of(output_gradient + out * height * length, height * length);
}

}  // namespace fl::FL_PROCESSOR
