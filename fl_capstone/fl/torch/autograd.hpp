#pragma once
/// Any network, trained by LibTorch's autograd.

#include <memory>

#include "fl/model/network.hpp"

namespace fl {

/// Each of its learners uses one thread: the caller's. Sets, once for the process, that LibTorch starts none of its
/// own.
[[nodiscard]] std::unique_ptr<Model> autograd_model(Network network);

}  // namespace fl
