#pragma once
/// What the layers of small networks are computed with: loops written by hand for this processor's vectors.
///
/// A batch lies with its images innermost: [channel][row][column][image], without gaps. So a row of a plane is one
/// line of columns x images; neighbouring lanes do the same with different images or columns, and a filter's step to
/// the next column is a step by one batch. Nothing is padded: a batch of 50 wastes no lane but at a line's end.
///
/// Which of several compilations of the same sources runs depends on the processor alone, and so do the bits of the
/// results (sums are taken by lanes, and there are more or fewer lanes): not on a thread, an address or a call before.

#include <cstddef>
#include <cstdint>

namespace fl {

/// A convolution's images: `in` planes of height x width; `kernel` at most the smaller of the two.
struct ConvolutionSize {
    std::size_t in;
    std::size_t out;
    std::size_t kernel;
    std::size_t height;
    std::size_t width;
    std::size_t batch;
};

struct LinearSize {
    std::size_t in;
    std::size_t out;
    std::size_t batch;
};

/// A pool's images; `size` at most height and width. With `relu`, what is negative becomes 0.
struct PoolSize {
    std::size_t channels;
    std::size_t height;
    std::size_t width;
    std::size_t size;
    std::size_t batch;
    bool relu;
};

/// What a convolution reads may be read to so many floats beyond its end: images, their gradients, scratch memory.
inline constexpr std::size_t slack = 64;

/// The kernels for one kind of processor. Those that give a parameter's gradient add to it; all others overwrite.
/// Memory that is written overlaps no other argument, unless said. `scratch` is memory for the call alone.
struct Kernels {
    using Forward = void(ConvolutionSize const&, float const* images, float const* weights, float const* biases,
                         float* output, float* scratch);
    using InputGradient = void(ConvolutionSize const&, float const* output_gradient, float const* weights,
                               float* gradient, float* scratch);
    using WeightGradient = void(ConvolutionSize const&, float const* images, float const* output_gradient,
                                float* weights, float* biases, float* scratch);
    using Floats = std::size_t(ConvolutionSize const&);
    using LinearForward = void(LinearSize const&, float const* images, float const* weights, float const* biases,
                               float* output);
    using LinearInputGradient = void(LinearSize const&, float const* output_gradient, float const* weights,
                                     float* gradient);
    using LinearWeightGradient = void(LinearSize const&, float const* rows, float const* output_gradient,
                                      float* weights, float* biases);
    using PoolForward = void(PoolSize const&, float const* images, float* output);
    using PoolBackward = void(PoolSize const&, float const* images, float const* output, float const* output_gradient,
                              float* gradient);
    using Relu = void(std::size_t floats, float* values);
    using ReluBackward = void(std::size_t floats, float const* values, float* gradient);
    using Softmax = void(std::size_t classes, std::size_t batch, float const* scores, float* gradient,
                         std::uint8_t const* labels, float share, double& loss, std::size_t& correct);
    using Transpose = void(std::size_t rows, std::size_t columns, float const* from, float* to);
    using Step = void(std::size_t floats, float* parameters, float const* gradient, float rate);
    using ExactAdd = bool(std::size_t floats, float const* term, double weight, double scale, double limit,
                          std::int64_t* sum);

    char const* processor;
    std::size_t width;  ///< lanes of a vector

    Forward* convolution;
    InputGradient* convolution_input_gradient;
    WeightGradient* convolution_weight_gradient;
    Floats* convolution_scratch;  ///< floats that any of the three may need

    LinearForward* linear;
    LinearInputGradient* linear_input_gradient;
    LinearWeightGradient* linear_weight_gradient;  ///< takes the images as [image][feature]

    PoolForward* max_pool;
    PoolBackward* max_pool_backward;  ///< `gradient` may be `images`

    Relu* relu;                   ///< in place
    ReluBackward* relu_backward;  ///< `gradient` in place; `values` are what relu left

    /// Scores and their gradient are [class][image]; the gradient is the losses' sum's, times `share`. Adds to `loss`
    /// and `correct`.
    Softmax* softmax;

    Transpose* transpose;  ///< [row][column] to [column][row]
    Step* step;            ///< parameters -= rate * gradient

    /// sum += weight * term * scale, each rounded to the nearest integer: the same for every processor. False if any
    /// weight * term is not a number, or `limit` and more; then the sum is of no use.
    ExactAdd* exact_add;
};

}  // namespace fl
