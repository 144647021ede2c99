// Networks as lists of layers.

#include "fl/model/network.hpp"

#include <catch2/catch_all.hpp>

using namespace fl;

TEST_CASE("models have as many parameters as published") {
    ImageShape const mnist{1, 28, 28};
    ImageShape const cifar{3, 32, 32};
    CHECK(parameters_of(logistic(mnist, 10)) == 7'850);
    CHECK(parameters_of(two_nn(mnist, 10)) == 199'210);
    CHECK(parameters_of(lenet(cifar, 10)) == 62'006);
}
