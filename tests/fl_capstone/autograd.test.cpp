// Autograd's gradients beside differences.

#include "fl/torch/autograd.hpp"

#include <catch2/catch_all.hpp>

#include <cmath>
#include <vector>

#include "images.hpp"

using namespace fl;

TEST_CASE("autograd's gradient is the slope of the loss") {
    auto const network = GENERATE(lenet({3, 32, 32}, 10), two_nn({1, 28, 28}, 10));
    CAPTURE(network.name);
    Random random{17, 0, 0, Purpose::data};
    Images const images{network.input, 10, 8, random};
    auto const model = autograd_model(network);
    auto const learner = model->learner(8);
    auto parameters = initial(*model);
    std::vector<float> gradient(parameters.size());
    auto const before = learner->gradient(parameters, images.batch(), gradient);
    double squares = 0;
    for (auto const slope : gradient)
        squares += static_cast<double>(slope) * slope;
    constexpr double step = 1e-3;  // along the gradient: the mean loss falls by step * |gradient|^2
    for (std::size_t i = 0; i < parameters.size(); ++i)
        parameters[i] -= static_cast<float>(step * gradient[i]);
    auto const after = learner->evaluate(parameters, images.batch());
    CHECK((before.loss - after.loss) / 8 == Catch::Approx(step * squares).epsilon(0.02));
}
