#pragma once
/// Networks trained by the kernels: for small models, where a framework's own work would outweigh the arithmetic.

#include <memory>

#include "fl/kernels/dispatch.hpp"
#include "fl/model/network.hpp"

namespace fl {

/// Whether there are kernels for all its layers.
[[nodiscard]] bool has_kernels(Network const& network);

/// For a network that has_kernels(). Its learners allocate when they are made, and never again. The bits of what they
/// give depend on `kernels`: by default on the kind of processor. Throws std::invalid_argument if the layers do not fit
/// one to the next, saying which.
[[nodiscard]] std::unique_ptr<Model> kernel_model(Network network, Kernels const& kernels = *runnable_kernels()[0]);

}  // namespace fl
