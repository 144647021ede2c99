// Random numbers: the published ones, and what follows from being keyed.

#include "fl/random/random.hpp"

#include <catch2/catch_all.hpp>

#include <numeric>
#include <vector>

using namespace fl;

TEST_CASE("Philox gives the numbers that its authors publish") {
    struct Known {
        PhiloxCounter counter;
        PhiloxKey key;
        PhiloxCounter block;
    };
    // kat_vectors of Random123 1.14, philox4x32 with 10 rounds.
    auto const known = GENERATE(Known{{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
                                Known{{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
                                      {0xffffffff, 0xffffffff},
                                      {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
                                Known{{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
                                      {0xa4093822, 0x299f31d0},
                                      {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}});
    CHECK(philox(known.counter, known.key) == known.block);
}

TEST_CASE("every part of the key makes other numbers") {
    auto const first = [](Random random) { return random.bits(); };
    auto const base = first({42, 1, 2, Purpose::batches});
    CHECK(first({42, 1, 2, Purpose::batches}) == base);
    CHECK(first({43, 1, 2, Purpose::batches}) != base);
    CHECK(first({42 | std::uint64_t{1} << 32U, 1, 2, Purpose::batches}) != base);
    CHECK(first({42, 2, 2, Purpose::batches}) != base);
    CHECK(first({42, 1, 3, Purpose::batches}) != base);
    CHECK(first({42, 1, 2, Purpose::augmentation}) != base);
}

TEST_CASE("numbers below n are equally likely") {
    Random random{7, 0, 0, Purpose::data};
    constexpr std::uint32_t n = 6;
    constexpr int draws = 60'000;
    std::vector<int> counts(n);
    for (int i = 0; i < draws; ++i)
        ++counts[random.below(n)];
    double chi_squared = 0;
    for (auto const count : counts)
        chi_squared += (count - draws / 6.0) * (count - draws / 6.0) / (draws / 6.0);
    CHECK(chi_squared < 20.5);  // 5 degrees of freedom: 1 seed in 1,000 is above, and this one is fixed
}

TEST_CASE("normal numbers have mean 0, deviation 1 and the normal share beyond 2") {
    Random random{7, 0, 0, Purpose::model};
    constexpr int draws = 100'000;
    double sum = 0;
    double squares = 0;
    int beyond = 0;
    for (int i = 0; i < draws; ++i) {
        double const value = random.normal();
        sum += value;
        squares += value * value;
        beyond += std::abs(value) > 2 ? 1 : 0;
    }
    CHECK(std::abs(sum / draws) < 0.01);
    CHECK(std::abs(squares / draws - 1) < 0.015);
    CHECK(std::abs(beyond / double{draws} - 0.0455) < 0.002);
}

TEST_CASE("a shuffle keeps everything, and every place is equally likely") {
    constexpr std::size_t size = 5;
    constexpr int shuffles = 50'000;
    std::vector<int> first_at(size);
    Random random{11, 0, 0, Purpose::batches};
    for (int i = 0; i < shuffles; ++i) {
        std::vector<std::size_t> values(size);
        std::iota(values.begin(), values.end(), std::size_t{0});
        random.shuffle(std::span{values});
        std::size_t place = size;
        std::size_t sum = 0;
        for (std::size_t at = 0; at < size; ++at) {
            sum += values[at];
            if (values[at] == 0) place = at;
        }
        REQUIRE(sum == 10);
        ++first_at.at(place);
    }
    for (auto const count : first_at)
        CHECK(std::abs(count - shuffles / 5) < 400);  // more than 4 standard deviations
}
