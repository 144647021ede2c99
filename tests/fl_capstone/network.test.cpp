// Networks as lists of layers.

#include "fl/model/network.hpp"

#include <catch2/catch_all.hpp>

#include <stdexcept>

using namespace fl;

TEST_CASE("models have as many parameters as published") {
    ImageShape const mnist{1, 28, 28};
    ImageShape const cifar{3, 32, 32};
    CHECK(parameters_of(logistic(mnist, 10)) == 7'850);
    CHECK(parameters_of(two_nn(mnist, 10)) == 199'210);
    CHECK(parameters_of(lenet(cifar, 10)) == 62'006);
}

TEST_CASE("an image that convolutions leave nothing of is refused") {
    CHECK(parameters_of(lenet({1, 16, 16}, 10)) > 0);
    CHECK_THROWS_AS(lenet({1, 15, 16}, 10), std::invalid_argument);
    CHECK_THROWS_AS(lenet({1, 1, 123}, 10), std::invalid_argument);
}
