// A linear layer, forward: scores[out][image] = weights x images, and the biases.

#include "fl/kernels/product.hpp"
#include "fl/kernels/table.hpp"

namespace fl::FL_PROCESSOR {

void linear(LinearSize const& size, float const* images, float const* weights, float const* biases, float* output) {
    product<Start::bias>({weights, size.in, 1}, size.out, size.in, size.batch, images, biases, output);
}

}  // namespace fl::FL_PROCESSOR
