// The images that come with the simulator.

#include "fl/data/synthetic.hpp"

#include <catch2/catch_all.hpp>

#include <stdexcept>

using namespace fl;

TEST_CASE("synthetic images depend on the seed alone") {
    SyntheticSettings settings{.training = 200, .test = 50};
    auto const first = synthetic(settings);
    CHECK(synthetic(settings).training.pixels == first.training.pixels);
    settings.training = 300;  // more images leave those that there were
    auto const more = synthetic(settings).training;
    CHECK(std::equal(first.training.pixels.begin(), first.training.pixels.end(), more.pixels.begin()));
    settings.seed = 43;
    CHECK(synthetic(settings).training.pixels != more.pixels);
}

TEST_CASE("test images are other images than those of the training") {
    auto const split = synthetic({.training = 50, .test = 50});
    CHECK(split.training.pixels != split.test.pixels);
}

TEST_CASE("every class occurs, about equally often") {
    auto const set = synthetic({.training = 5'000, .test = 1}).training;
    std::vector<int> counts(10);
    for (auto const label : set.labels)
        ++counts.at(label);
    for (auto const count : counts)
        CHECK(std::abs(count - 500) < 100);
}

TEST_CASE("a shape without room for a pattern is refused") {
    CHECK_THROWS_AS(synthetic({.shape = {1, 14, 28}}), std::invalid_argument);
    CHECK_THROWS_AS(synthetic({.classes = 257}), std::invalid_argument);
}
