// Max pool, both ways, with the relu before or after it, which is the same: the larger of 0 and the largest.

#include "fl/kernels/table.hpp"

namespace fl::FL_PROCESSOR {
namespace {

/// Calls `function(first float of a square in the images, of its output)` for each square of each image's vectors.
template <class Function>
FL_INLINE void for_each_square(PoolSize const& size, std::size_t side, Function function) {
    auto const height = size.height / side;
    auto const columns = size.width / side;
    for (std::size_t channel = 0; channel < size.channels; ++channel) {
        for (std::size_t y = 0; y < height; ++y) {
            auto const line = (channel * size.height + y * side) * size.width;
            for (std::size_t x = 0; x < columns; ++x) {
                auto const in = (line + x * side) * size.batch;
                auto const out = ((channel * height + y) * columns + x) * size.batch;
                std::size_t at = 0;
                for (; at + width <= size.batch; at += width)
                    function(in + at, out + at, Constant<width>{}.value);
                if (at < size.batch) function(in + at, out + at, size.batch - at);
            }
        }
    }
}

template <bool relu>
FL_INLINE void forward(PoolSize const& size, std::size_t side, float const* images, float* output) {
    for_each_square(size, side, [&](std::size_t in, std::size_t out, std::size_t count) {
        auto largest = relu ? Vector{} : load_up_to(images + in, count);
        for (std::size_t y = 0; y < side; ++y)
            for (std::size_t x = 0; x < side; ++x)
                largest = larger(largest, load_up_to(images + in + (y * size.width + x) * size.batch, count));
        store_up_to(output + out, largest, count);
    });
}

/// What no square covers has no influence.
void clear_edges(PoolSize const& size, float* gradient) {
    auto const covered_height = size.height / size.size * size.size;
    auto const covered_width = size.width / size.size * size.size;
    if (covered_height == size.height && covered_width == size.width) return;
    for (std::size_t line = 0; line < size.channels * size.height; ++line) {
        auto const from = line % size.height < covered_height ? covered_width : 0;
        for (auto i = from * size.batch; i < size.width * size.batch; ++i)
            gradient[line * size.width * size.batch + i] = 0;
    }
}

/// The first of a square's largest takes the whole slope.
template <bool relu>
FL_INLINE void backward(PoolSize const& size, std::size_t side, float const* images, float const* output,
                        float const* output_gradient, float* gradient) {
    for_each_square(size, side, [&](std::size_t in, std::size_t out, std::size_t count) {
        auto const largest = load_up_to(output + out, count);
        auto slope = load_up_to(output_gradient + out, count);
        if constexpr (relu) slope = largest > Vector{} ? slope : Vector{};
        for (std::size_t y = 0; y < side; ++y) {
            for (std::size_t x = 0; x < side; ++x) {
                auto const at = in + (y * size.width + x) * size.batch;
                auto const here = load_up_to(images + at, count) == largest;
                store_up_to(gradient + at, here ? slope : Vector{}, count);
                slope = here ? Vector{} : slope;
            }
        }
    });
}

}  // namespace

void max_pool(PoolSize const& size, float const* images, float* output) {
    if (size.relu && size.size == 2)
        forward<true>(size, 2, images, output);
    else if (size.relu)
        forward<true>(size, size.size, images, output);
    else
        forward<false>(size, size.size, images, output);
}

void max_pool_backward(PoolSize const& size, float const* images, float const* output, float const* output_gradient,
                       float* gradient) {
    if (size.relu && size.size == 2)
        backward<true>(size, 2, images, output, output_gradient, gradient);
    else if (size.relu)
        backward<true>(size, size.size, images, output, output_gradient, gradient);
    else
        backward<false>(size, size.size, images, output, output_gradient, gradient);
    clear_edges(size, gradient);
}

}  // namespace fl::FL_PROCESSOR
