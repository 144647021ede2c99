#pragma once
/// Models as lists of layers: described once, and trained by whatever can (autograd, or kernels of our own).

#include <cstddef>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "fl/data/dataset.hpp"
#include "fl/model/model.hpp"

namespace fl {

/// Square filters without padding, stride 1. Parameters: weights [out][in][kernel][kernel], biases [out].
struct Convolution {
    std::size_t in;
    std::size_t out;
    std::size_t kernel;
};

/// The largest of each square of `size` x `size`; what is left over at the edges is dropped.
struct MaxPool {
    std::size_t size;
};

struct Relu {};

/// Of [channel][row][column] as one vector. Parameters: weights [out][in], biases [out].
struct Linear {
    std::size_t in;
    std::size_t out;
};

using Layer = std::variant<Convolution, MaxPool, Relu, Linear>;

/// The last layer's outputs are the classes' scores before the softmax. All layers' parameters lie one after the other.
struct Network {
    std::string name;
    ImageShape input;
    std::vector<Layer> layers;
};

/// How many a layer has, of weights and of biases.
struct ParameterCount {
    std::size_t weights = 0;
    std::size_t biases = 0;

    [[nodiscard]] std::size_t sum() const { return weights + biases; }
};
[[nodiscard]] ParameterCount parameters_of(Layer const& layer);
[[nodiscard]] std::size_t parameters_of(Network const& network);

/// As PyTorch's layers begin: uniform within 1 / sqrt(inputs of a unit), weights and biases.
void initialise(Network const& network, std::span<float> parameters, Random& random);

/// Multinomial logistic regression. 28 x 28, 10 classes: 7,850 parameters.
[[nodiscard]] Network logistic(ImageShape input, std::size_t classes);

/// "2NN" of McMahan et al., AISTATS 2017: two hidden layers of 200. 28 x 28, 10 classes: 199,210 parameters.
[[nodiscard]] Network two_nn(ImageShape input, std::size_t classes);

/// The LeNet of PyTorch's introduction, which BlazeFL's benchmark calls CNN. 3 x 32 x 32, 10 classes: 62,006
/// parameters.
[[nodiscard]] Network lenet(ImageShape input, std::size_t classes);

}  // namespace fl
