#include "fl/model/network.hpp"

#include <cmath>
#include <numeric>
#include <stdexcept>

namespace fl {
namespace {

template <class... Cases>
struct Overloaded : Cases... {
    using Cases::operator()...;
};

}  // namespace

ParameterCount parameters_of(Layer const& layer) {
    return std::visit(
        Overloaded{[](Convolution const& of) { return ParameterCount{of.out * of.in * of.kernel * of.kernel, of.out}; },
                   [](Linear const& of) { return ParameterCount{of.out * of.in, of.out}; },
                   [](auto const&) { return ParameterCount{}; }},
        layer);
}

std::size_t parameters_of(Network const& network) {
    return std::accumulate(network.layers.begin(), network.layers.end(), std::size_t{0},
                           [](std::size_t sum, Layer const& layer) { return sum + parameters_of(layer).sum(); });
}

void initialise(Network const& network, std::span<float> parameters, Random& random) {
    for (auto const& layer : network.layers) {
        auto const count = parameters_of(layer);
        if (count.sum() == 0) continue;
        auto const inputs = static_cast<float>(count.weights / count.biases);  // a bias a unit
        auto const bound = 1 / std::sqrt(inputs);
        for (auto& parameter : parameters.first(count.sum()))
            parameter = bound * (2 * random.uniform() - 1);
        parameters = parameters.subspan(count.sum());
    }
}

Network logistic(ImageShape input, std::size_t classes) {
    return {"logistic", input, {Linear{input.size(), classes}}};
}

Network two_nn(ImageShape input, std::size_t classes) {
    constexpr std::size_t hidden = 200;
    return {
        "2nn", input, {Linear{input.size(), hidden}, Relu{}, Linear{hidden, hidden}, Relu{}, Linear{hidden, classes}}};
}

Network lenet(ImageShape input, std::size_t classes) {
    constexpr std::size_t kernel = 5;
    constexpr std::size_t smallest = 16;  // pixels: what leaves one of them after both convolutions and pools
    if (input.height < smallest || input.width < smallest)
        throw std::invalid_argument{"lenet needs images of at least 16 x 16 pixels: choose another model"};
    auto const after = [](std::size_t side) { return (side - kernel + 1) / 2; };  // convolved, pooled
    auto const rows = after(after(input.height));
    auto const columns = after(after(input.width));
    return {"lenet",
            input,
            {Convolution{input.channels, 6, kernel}, Relu{}, MaxPool{2}, Convolution{6, 16, kernel}, Relu{}, MaxPool{2},
             Linear{16 * rows * columns, 120}, Relu{}, Linear{120, 84}, Relu{}, Linear{84, classes}}};
}

}  // namespace fl
