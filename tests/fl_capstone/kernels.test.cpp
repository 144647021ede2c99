// The kernels beside autograd: the same gradients, for every processor that this one can stand in for.

#include "fl/kernels/model.hpp"

#include <catch2/catch_all.hpp>

#include <cmath>
#include <stdexcept>
#include <vector>

#include "fl/torch/autograd.hpp"

#include "images.hpp"

using namespace fl;

namespace {

/// The distance of two vectors, relative to the second one's length. Both engines sum up to some 10^5 products in
/// float, in different orders: errors of single sums are around sqrt(10^5) * 2^-24 = 2e-5 of the products' size at
/// most, and single gradients may cancel to almost nothing, so that only the vector's length is a measure.
constexpr double tolerance = 5e-5;

double distance(std::span<float const> a, std::span<float const> b) {
    double squares = 0;
    double length = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        squares += std::pow(static_cast<double>(a[i]) - b[i], 2);
        length += std::pow(static_cast<double>(b[i]), 2);
    }
    return length == 0 ? std::sqrt(squares) : std::sqrt(squares / length);
}

std::string layers_of(Network const& network) {
    auto text = std::to_string(network.input.channels) + " x " + std::to_string(network.input.height) + " x " +
                std::to_string(network.input.width);
    for (auto const& layer : network.layers) {
        if (auto const* convolution = std::get_if<Convolution>(&layer))
            text += ", convolution " + std::to_string(convolution->out) + " of " + std::to_string(convolution->kernel);
        if (auto const* pool = std::get_if<MaxPool>(&layer)) text += ", pool " + std::to_string(pool->size);
        if (auto const* linear = std::get_if<Linear>(&layer)) text += ", linear " + std::to_string(linear->out);
        if (std::holds_alternative<Relu>(layer)) text += ", relu";
    }
    return text;
}

void check_like_autograd(Network const& network, std::size_t count, Random& random) {
    CAPTURE(layers_of(network), count);
    auto const classes = std::get<Linear>(network.layers.back()).out;
    Images const images{network.input, classes, count, random};
    auto const autograd = autograd_model(network);
    auto const parameters = initial(*autograd);
    std::vector<float> expected(parameters.size());
    auto const expected_score = autograd->learner(count)->gradient(parameters, images.batch(), expected);
    for (auto const* kernels : runnable_kernels()) {
        CAPTURE(kernels->processor);
        auto const model = kernel_model(network, *kernels);
        REQUIRE(initial(*model) == parameters);
        auto const learner = model->learner(count);
        std::vector<float> gradient(parameters.size(), 7);
        auto const score = learner->gradient(parameters, images.batch(), gradient);
        CHECK(score.samples == count);
        CHECK(score.correct == expected_score.correct);
        CHECK(score.loss == Catch::Approx(expected_score.loss).epsilon(1e-5));
        std::size_t at = 0;
        for (std::size_t i = 0; i < network.layers.size(); ++i) {
            auto const layer = parameters_of(network.layers[i]);
            for (auto const floats : {layer.weights, layer.biases}) {
                CAPTURE(i, floats);
                CHECK(distance(std::span{gradient}.subspan(at, floats), std::span{expected}.subspan(at, floats)) <
                      tolerance);
                at += floats;
            }
        }
        auto const evaluated = learner->evaluate(parameters, images.batch());
        CHECK(evaluated.loss == score.loss);
        CHECK(evaluated.correct == score.correct);
    }
}

Network random_network(Random& random) {
    auto const up_to = [&](std::uint32_t most) { return std::size_t{1} + random.below(most); };
    ImageShape shape{up_to(4), 1 + up_to(14), 1 + up_to(14)};
    Network network{"random", shape, {}};
    bool flat = false;  // after a linear layer come no filters
    for (auto layers = random.below(6); layers > 0; --layers) {
        auto const side = std::min(shape.height, shape.width);
        switch (flat ? 2 + random.below(2) : random.below(4)) {
            case 0: {
                Convolution const layer{shape.channels, up_to(14), std::min(side, up_to(5))};
                network.layers.emplace_back(layer);
                shape = {layer.out, shape.height - layer.kernel + 1, shape.width - layer.kernel + 1};
                break;
            }
            case 1: {
                MaxPool const layer{std::min(side, up_to(3))};
                network.layers.emplace_back(layer);
                shape = {shape.channels, shape.height / layer.size, shape.width / layer.size};
                break;
            }
            case 2:
                network.layers.emplace_back(Relu{});
                break;
            default: {
                if (shape.height * shape.width > 1 && random.below(3) > 0) break;  // seldom before the images are small
                Linear const layer{shape.size(), up_to(40)};
                network.layers.emplace_back(layer);
                shape = {layer.out, 1, 1};
                flat = true;
            }
        }
    }
    network.layers.emplace_back(Linear{shape.size(), 1 + up_to(11)});
    return network;
}

}  // namespace

TEST_CASE("kernels give autograd's gradients for the models that the simulator has") {
    Random random{23, 0, 0, Purpose::data};
    auto const network = GENERATE(lenet({3, 32, 32}, 10), two_nn({1, 28, 28}, 10), logistic({1, 28, 28}, 10));
    for (std::size_t const count : {1U, 10U, 32U, 50U, 130U})
        check_like_autograd(network, count, random);
}

TEST_CASE("kernels give autograd's gradients for networks drawn at random") {
    Random random{29, 0, 0, Purpose::data};
    for (int repeat = 0; repeat < 300; ++repeat)
        check_like_autograd(random_network(random), 1 + random.below(70), random);
}

TEST_CASE("a learner of kernels gives the same bits on every call, whatever came before") {
    Random random{31, 0, 0, Purpose::data};
    auto const network = lenet({3, 32, 32}, 10);
    Images const images{network.input, 10, 50, random};
    Images const others{network.input, 10, 50, random};
    for (auto const* kernels : runnable_kernels()) {
        auto const model = kernel_model(network, *kernels);
        auto const parameters = initial(*model);
        std::vector<float> expected(parameters.size());
        std::vector<float> gradient(parameters.size());
        auto const learner = model->learner(50);
        auto const score = learner->gradient(parameters, images.batch(), expected);
        (void)learner->gradient(expected, others.batch(), gradient);
        std::vector<float> const broken(parameters.size(), NAN);
        CHECK(std::isnan(learner->gradient(broken, others.batch(), gradient).loss));
        CHECK(learner->gradient(parameters, images.batch(), gradient).loss == score.loss);
        CHECK(gradient == expected);
        (void)model->learner(200)->gradient(parameters, images.batch(), gradient);
        CHECK(gradient == expected);
    }
}

TEST_CASE("a network whose layers do not fit is refused, with the layer's number") {
    ImageShape const shape{1, 8, 8};
    auto const refused = [&](std::vector<Layer> layers, char const* why) {
        CHECK_THROWS_WITH(kernel_model({"odd", shape, std::move(layers)}), Catch::Matchers::ContainsSubstring(why));
    };
    refused({Convolution{3, 4, 3}}, "layer 1 of the network odd: a convolution of 3 channels gets 1");
    refused({Convolution{1, 4, 9}}, "layer 1 of the network odd: a filter's side is 9, the image's 8 x 8");
    refused({Relu{}, MaxPool{9}}, "layer 2 of the network odd: a pool's side is 9, the image's 8 x 8");
    refused({MaxPool{2}, Linear{64, 2}}, "layer 2 of the network odd: a linear layer of 64 inputs gets 16");
    refused({}, "no layers");
}
