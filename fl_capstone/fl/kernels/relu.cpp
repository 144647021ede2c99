// Relu, both ways. What is not a number stays so.

#include "fl/kernels/table.hpp"

namespace fl::FL_PROCESSOR {

void relu(std::size_t floats, float* values) {
    for (std::size_t i = 0; i < floats; i += width)
        store_up_to(values + i, larger(Vector{}, load_up_to(values + i, floats - i)), floats - i);
}

void relu_backward(std::size_t floats, float const* values, float* gradient) {
    for (std::size_t i = 0; i < floats; i += width) {
        auto const slope = load_up_to(gradient + i, floats - i);
        store_up_to(gradient + i, load_up_to(values + i, floats - i) > Vector{} ? slope : Vector{}, floats - i);
    }
}

}  // namespace fl::FL_PROCESSOR
