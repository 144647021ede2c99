// Convolution, the loss's gradient by its weights and biases: each is a sum over all outputs and images.

#include "fl/kernels/sums.hpp"
#include "fl/kernels/table.hpp"

namespace fl::FL_PROCESSOR {
namespace {

/// Some lines' share in the sums of products, [row][tap][lane], of `rows` output channels and `taps` weights each.
template <std::size_t rows, std::size_t taps>
FL_INLINE void block(float const* const (&images)[across], std::size_t line, float const* gradient, std::size_t plane,
                     std::size_t length, std::size_t lines, float* sums, std::size_t stride) {
    Vector total[rows][taps];
    for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t t = 0; t < taps; ++t)
            total[r][t] = load(sums + r * stride + t * width);
    for (std::size_t y = 0; y < lines; ++y) {
        auto const add = [&](std::size_t at, auto read) {
            Vector value[taps];
            for (std::size_t t = 0; t < taps; ++t)
                value[t] = read(images[t] + y * line + at);
            for (std::size_t r = 0; r < rows; ++r) {
                auto const slope = read(gradient + r * plane + y * length + at);
                for (std::size_t t = 0; t < taps; ++t)
                    total[r][t] += value[t] * slope;
            }
        };
        std::size_t at = 0;
        for (; at + width <= length; at += width)
            add(at, load);
        if (at < length) add(at, [&](float const* from) { return load_up_to(from, length - at); });
    }
    for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t t = 0; t < taps; ++t)
            store(sums + r * stride + t * width, total[r][t]);
}

/// So many lines of a block's gradients stay in the nearest cache while all taps pass over them.
std::size_t lines_at_once(std::size_t length) {
    constexpr std::size_t cache = 24 * 1024 / sizeof(float);
    auto const lines = cache / (down * length);
    return lines > 0 ? lines : 1;
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
    auto parts = (height + lines_at_once(length) - 1) / lines_at_once(length);
    for (std::size_t y = 0; parts > 0; --parts) {
        auto const lines = (height - y + parts - 1) / parts;
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
                    block<rows.value, taps.value>(at, line, gradient, height * length, length, lines,
                                                  scratch + (first * all_taps + tap) * width, all_taps * width);
                });
            }
        });
        y += lines;
    }
    add_sums(scratch, size.out * all_taps, weights);
    for (std::size_t out = 0; out < size.out; ++out)
        biases[out] += sum_of(output_gradient + out * height * length, height * length);
}

}  // namespace fl::FL_PROCESSOR
