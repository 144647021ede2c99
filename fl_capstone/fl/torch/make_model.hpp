#pragma once
/// A network's model, trained by what suits it.

#include <memory>

#include "fl/model/network.hpp"

namespace fl {

enum class Engine {
    best,      ///< kernels if all layers have them, autograd otherwise
    kernels,   ///< throws std::invalid_argument if a layer has none
    autograd,  ///< LibTorch
};

[[nodiscard]] std::unique_ptr<Model> make_model(Network network, Engine engine = Engine::best);

}  // namespace fl
