// Gradients: our own kernels beside LibTorch's autograd, and autograd beside differences.

#include "fl/torch/autograd.hpp"

#include <catch2/catch_all.hpp>

#include <cmath>
#include <vector>

#include "fl/model/logistic.hpp"

using namespace fl;

namespace {

struct Images {
    std::vector<float> pixels;
    std::vector<std::uint8_t> labels;

    Images(ImageShape shape, std::size_t count) : pixels(count * shape.size()), labels(count) {
        Random random{17, 0, 0, Purpose::data};
        for (auto& pixel : pixels)
            pixel = random.normal();
        for (auto& label : labels)
            label = static_cast<std::uint8_t>(random.below(10));
    }

    [[nodiscard]] Batch batch() const { return {pixels, labels}; }
};

std::vector<float> initial(Model const& model) {
    std::vector<float> parameters(model.parameters());
    Random random{19, 0, 0, Purpose::model};
    model.initialise(parameters, random);
    return parameters;
}

}  // namespace

TEST_CASE("the logistic regression's gradient is autograd's") {
    ImageShape const shape{1, 28, 28};
    auto const count = GENERATE(std::size_t{1}, std::size_t{10}, std::size_t{64});
    Images const images{shape, count};
    auto const own = logistic_regression(shape, 10);
    auto const autograd = autograd_model(logistic(shape, 10));
    auto const parameters = initial(*own);
    REQUIRE(initial(*autograd) == parameters);
    std::vector<float> gradient(parameters.size());
    std::vector<float> expected(parameters.size());
    auto const score = own->learner(count)->gradient(parameters, images.batch(), gradient);
    auto const expected_score = autograd->learner(count)->gradient(parameters, images.batch(), expected);
    CHECK(score.correct == expected_score.correct);
    CHECK(score.samples == count);
    CHECK(score.loss == Catch::Approx(expected_score.loss).epsilon(1e-5));
    for (std::size_t i = 0; i < gradient.size(); ++i)
        REQUIRE(std::abs(gradient[i] - expected[i]) < 1e-5F);
}

TEST_CASE("autograd's gradient is the slope of the loss") {
    auto const network = GENERATE(lenet({3, 32, 32}, 10), two_nn({1, 28, 28}, 10));
    CAPTURE(network.name);
    Images const images{network.input, 8};
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
