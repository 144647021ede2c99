// A linear layer, the loss's gradient by its images: the weights' transpose x the outputs' gradient.

#include "fl/kernels/product.hpp"
#include "fl/kernels/table.hpp"

namespace fl::FL_PROCESSOR {

void linear_input_gradient(LinearSize const& size, float const* output_gradient, float const* weights,
                           float* gradient) {
    product<Start::zero>({weights, 1, size.in}, size.in, size.out, size.batch, output_gradient, nullptr, gradient);
}

}  // namespace fl::FL_PROCESSOR
