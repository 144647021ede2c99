// All kernels for one kind of processor.

#include "fl/kernels/table.hpp"

#define FL_TEXT(name) FL_TEXT_OF(name)
#define FL_TEXT_OF(name) #name

namespace fl::FL_PROCESSOR {

extern Kernels const table;  // a constant is its file's own otherwise
Kernels const table{
    .processor = FL_TEXT(FL_PROCESSOR),
    .width = width,
    .convolution = convolution,
    .convolution_input_gradient = convolution_input_gradient,
    .convolution_weight_gradient = convolution_weight_gradient,
    .convolution_scratch = convolution_scratch,
    .linear = linear,
    .linear_input_gradient = linear_input_gradient,
    .linear_weight_gradient = linear_weight_gradient,
    .max_pool = max_pool,
    .max_pool_backward = max_pool_backward,
    .relu = relu,
    .relu_backward = relu_backward,
    .softmax = softmax,
    .transpose = transpose,
    .step = step,
    .exact_add = exact_add,
};

}  // namespace fl::FL_PROCESSOR
