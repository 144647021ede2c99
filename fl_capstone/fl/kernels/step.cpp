// A step of stochastic gradient descent.

#include "fl/kernels/table.hpp"

namespace fl::FL_PROCESSOR {

void step(std::size_t floats, float* parameters, float const* gradient, float rate) {
    auto const rates = broadcast(rate);
    for (std::size_t i = 0; i < floats; i += width) {
        auto const left = floats - i;
        store_up_to(parameters + i, load_up_to(parameters + i, left) - rates * load_up_to(gradient + i, left), left);
    }
}

}  // namespace fl::FL_PROCESSOR
