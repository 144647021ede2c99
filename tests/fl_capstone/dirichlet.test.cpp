// Gamma and Dirichlet variates beside what is known of their distributions.

#include "fl/random/dirichlet.hpp"

#include <catch2/catch_all.hpp>

#include <algorithm>
#include <cmath>

using namespace fl;

TEST_CASE("gamma variates have the mean and the variance of their shape") {
    double const alpha = GENERATE(0.1, 0.5, 1.0, 2.5, 40.0);
    CAPTURE(alpha);
    Random random{7, 0, 0, Purpose::partition};
    constexpr int draws = 200'000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < draws; ++i) {
        auto const value = std::exp(log_gamma_variate(random, alpha));
        sum += value;
        squares += value * value;
    }
    auto const mean = sum / draws;
    auto const variance = squares / draws - mean * mean;
    // Both are alpha. Standard errors: of the mean sqrt(alpha / n), of the variance sqrt((2 + 6 / alpha) / n) * alpha.
    CHECK(std::abs(mean - alpha) < 4 * std::sqrt(alpha / draws));
    CHECK(std::abs(variance - alpha) < 4 * std::sqrt((2 + 6 / alpha) / draws) * alpha);
}

TEST_CASE("a gamma variate of shape 1 is exponential") {
    Random random{7, 0, 0, Purpose::partition};
    constexpr int draws = 100'000;
    for (double const limit : {0.1, 0.7, 2.0}) {
        int below = 0;
        for (int i = 0; i < draws; ++i)
            below += std::exp(log_gamma_variate(random, 1)) < limit ? 1 : 0;
        CHECK(std::abs(below / double{draws} - (1 - std::exp(-limit))) < 0.0064);  // 4 standard deviations
    }
}

TEST_CASE("shares are at least 0, add up to 1, and vary as a Dirichlet distribution does") {
    double const alpha = GENERATE(0.2, 1.0, 10.0);
    CAPTURE(alpha);
    Random random{7, 0, 0, Purpose::partition};
    constexpr std::size_t count = 8;
    constexpr int draws = 40'000;
    double squares = 0;
    for (int i = 0; i < draws; ++i) {
        auto const shares = dirichlet(random, count, alpha);
        double sum = 0;
        for (auto const share : shares) {
            REQUIRE(share >= 0);
            sum += share;
        }
        REQUIRE(std::abs(sum - 1) < 1e-12);
        squares += (shares[3] - 1.0 / count) * (shares[3] - 1.0 / count);
    }
    auto const variance = 1.0 / count * (1 - 1.0 / count) / (count * alpha + 1);
    CHECK(std::abs(squares / draws / variance - 1) < 0.06);
}

TEST_CASE("the smallest alpha gives everything to one") {
    Random random{7, 0, 0, Purpose::partition};
    for (int i = 0; i < 100; ++i)
        CHECK(std::ranges::max(dirichlet(random, 10, 1e-6)) > 0.999);
}
