// Sums that do not depend on the order of their terms.

#include "fl/memory/exact_sum.hpp"

#include <catch2/catch_all.hpp>

#include <algorithm>
#include <limits>
#include <vector>

#include "fl/random/random.hpp"

using namespace fl;

namespace {

std::vector<std::vector<float>> terms(std::size_t count, std::size_t floats) {
    Random random{3, 0, 0, Purpose::data};
    std::vector<std::vector<float>> all(count, std::vector<float>(floats));
    for (auto& term : all) {
        for (auto& value : term)
            value = random.normal() * std::exp2(static_cast<float>(random.below(20)) - 10);
    }
    return all;
}

std::vector<float> sum_of(std::vector<std::vector<float>> const& all, std::vector<std::size_t> const& order) {
    ExactSum sum{all.front().size()};
    for (auto const number : order)
        sum.add(all[number], 1.0 / 3);
    std::vector<float> result(all.front().size());
    sum.read(result);
    return result;
}

}  // namespace

TEST_CASE("a sum has the same bits in every order, and for any split among workers") {
    auto const all = terms(50, 1000);
    std::vector<std::size_t> order(all.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    auto const expected = sum_of(all, order);
    Random random{5, 0, 0, Purpose::batches};
    for (int repeat = 0; repeat < 10; ++repeat) {
        random.shuffle(std::span{order});
        CHECK(sum_of(all, order) == expected);
    }
    std::vector<ExactSum> workers(3, ExactSum{1000});
    for (auto const number : order)
        workers[random.below(3)].add(all[number], 1.0 / 3);
    workers[0].merge(workers[2]);
    workers[0].merge(workers[1]);
    std::vector<float> result(1000);
    workers[0].read(result);
    CHECK(result == expected);
}

TEST_CASE("floats added as they come do not have the same bits") {
    auto all = terms(50, 1000);
    auto const plain = [](auto const& values) {
        std::vector<float> sum(1000);
        for (auto const& term : values) {
            for (std::size_t i = 0; i < sum.size(); ++i)
                sum[i] += term[i];
        }
        return sum;
    };
    auto const forward = plain(all);
    std::ranges::reverse(all);
    CHECK(plain(all) != forward);
}

TEST_CASE("a sum is as near as double precision shows it") {
    auto const all = terms(50, 1000);
    std::vector<std::size_t> order(all.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    auto const result = sum_of(all, order);
    for (std::size_t i = 0; i < result.size(); ++i) {
        double expected = 0;
        for (auto const& term : all)
            expected += static_cast<double>(term[i]) / 3;
        CHECK(std::abs(result[i] - expected) <= 1e-7 * std::abs(expected) + 1e-11);
    }
}

TEST_CASE("what cannot be summed is refused") {
    auto const value = GENERATE(std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(),
                                -std::numeric_limits<float>::infinity(), 0x1p20F);
    ExactSum sum{3};
    std::vector<float> term{1, value, 1};
    CHECK_THROWS_AS(sum.add(term, 1), NotSummable);
    term[1] = 1;
    sum.clear();
    sum.add(term, 1);
    std::vector<float> result(3);
    sum.read(result);
    CHECK(result == term);
}
