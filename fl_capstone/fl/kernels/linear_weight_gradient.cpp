// A linear layer, the loss's gradient by its weights and biases: the outputs' gradient x the images' transpose. Here a
// lane is a feature, so that no sum goes over lanes.

#include "fl/kernels/product.hpp"
#include "fl/kernels/sums.hpp"
#include "fl/kernels/table.hpp"

namespace fl::FL_PROCESSOR {

void linear_weight_gradient(LinearSize const& size, float const* rows, float const* output_gradient, float* weights,
                            float* biases) {
    product<Start::sum>({output_gradient, size.batch, 1}, size.out, size.batch, size.in, rows, nullptr, weights);
    for (std::size_t out = 0; out < size.out; ++out)
        biases[out] += sum_of(output_gradient + out * size.batch, size.batch);
}

}  // namespace fl::FL_PROCESSOR
