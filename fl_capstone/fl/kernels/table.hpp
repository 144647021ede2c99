#pragma once
/// What every kernel file defines one of.

#include "fl/kernels/simd.hpp"

namespace fl::FL_PROCESSOR {

Kernels::Forward convolution;
Kernels::InputGradient convolution_input_gradient;
Kernels::WeightGradient convolution_weight_gradient;
Kernels::Floats convolution_scratch;
Kernels::LinearForward linear;
Kernels::LinearInputGradient linear_input_gradient;
Kernels::LinearWeightGradient linear_weight_gradient;
Kernels::PoolForward max_pool;
Kernels::PoolBackward max_pool_backward;
Kernels::Relu relu;
Kernels::ReluBackward relu_backward;
Kernels::Softmax softmax;
Kernels::Transpose transpose;
Kernels::Step step;
Kernels::ExactAdd exact_add;

}  // namespace fl::FL_PROCESSOR
