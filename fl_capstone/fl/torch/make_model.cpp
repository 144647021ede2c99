#include "fl/torch/make_model.hpp"

#include <stdexcept>
#include <utility>

#include "fl/kernels/model.hpp"
#include "fl/torch/autograd.hpp"

namespace fl {

std::unique_ptr<Model> make_model(Network network, Engine engine) {
    if (engine == Engine::best) engine = has_kernels(network) ? Engine::kernels : Engine::autograd;
    if (engine == Engine::autograd) return autograd_model(std::move(network));
    if (!has_kernels(network))
        throw std::invalid_argument{"the network " + network.name + " has layers without kernels: choose autograd"};
    return kernel_model(std::move(network));
}

}  // namespace fl
