// Which clients take part in a round.

#include "fl/simulation/sampling.hpp"

#include <catch2/catch_all.hpp>

#include <cmath>
#include <set>
#include <stdexcept>
#include <vector>

using namespace fl;

namespace {

std::vector<Client> clients_of(std::vector<std::size_t> const& sizes) {
    std::vector<Client> clients;
    clients.reserve(sizes.size());
    for (auto const size : sizes)
        clients.push_back({static_cast<std::uint32_t>(clients.size()), std::vector<std::uint32_t>(size)});
    return clients;
}

/// How often each is drawn, of so many rounds.
std::vector<double> shares(std::vector<Client> const& clients, std::size_t count, Sampling sampling) {
    constexpr std::uint32_t rounds = 20'000;
    std::vector<double> drawn(clients.size());
    for (std::uint32_t round = 0; round < rounds; ++round)
        for (auto const number : sample_clients(clients, count, sampling, 42, round))
            drawn[number] += 1.0 / rounds;
    return drawn;
}

constexpr double tolerance = 0.014;  // 4 standard deviations of a share of one half, 20,000 rounds

}  // namespace

TEST_CASE("a sample has the asked number of different clients, in order, the same each time and another each round") {
    auto const sampling = GENERATE(Sampling::uniform, Sampling::by_size);
    auto const clients = clients_of({5, 1, 9, 2, 2, 7, 30, 1});
    std::set<std::vector<std::uint32_t>> samples;
    for (std::uint32_t round = 0; round < 50; ++round) {
        auto const sample = sample_clients(clients, 3, sampling, 42, round);
        REQUIRE(sample.size() == 3);
        CHECK((sample[0] < sample[1] && sample[1] < sample[2] && sample[2] < clients.size()));
        CHECK(sample_clients(clients, 3, sampling, 42, round) == sample);
        samples.insert(sample);
    }
    CHECK(samples.size() > 5);
    CHECK(sample_clients(clients, 8, sampling, 42, 0) == std::vector<std::uint32_t>{0, 1, 2, 3, 4, 5, 6, 7});
}

TEST_CASE("uniform sampling draws every client equally often, whatever its size") {
    for (auto const share : shares(clients_of({1, 100, 1, 10}), 2, Sampling::uniform))
        CHECK(std::abs(share - 0.5) < tolerance);
}

TEST_CASE("sampling by size draws as successive draws without replacement do") {
    auto const one = shares(clients_of({1, 2, 5}), 1, Sampling::by_size);
    CHECK(std::abs(one[0] - 1.0 / 8) < tolerance);
    CHECK(std::abs(one[1] - 2.0 / 8) < tolerance);
    CHECK(std::abs(one[2] - 5.0 / 8) < tolerance);
    auto const two = shares(clients_of({1, 2, 5}), 2, Sampling::by_size);
    // The first is drawn at once, or after the second (of the remaining 6), or after the third (of the remaining 3).
    CHECK(std::abs(two[0] - (1.0 / 8 + 2.0 / 8 * 1 / 6 + 5.0 / 8 * 1 / 3)) < tolerance);
}

TEST_CASE("more clients than there are, or none, cannot be sampled") {
    auto const sampling = GENERATE(Sampling::uniform, Sampling::by_size);
    CHECK_THROWS_AS(sample_clients(clients_of({1, 2}), 3, sampling, 42, 0), std::invalid_argument);
    CHECK_THROWS_AS(sample_clients(clients_of({1, 2}), 0, sampling, 42, 0), std::invalid_argument);
    CHECK_THROWS_AS(sample_clients({}, 1, sampling, 42, 0), std::invalid_argument);
}
