// Who has which samples: what holds for every scheme, and what each one is for.

#include "fl/partition/partition.hpp"

#include <catch2/catch_all.hpp>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <functional>
#include <set>
#include <stdexcept>
#include <string>

#include "fl/random/random.hpp"

using namespace fl;

namespace {

/// Labels without images: a partition looks at nothing else.
Dataset labels(std::size_t samples, std::size_t classes = 10, std::uint64_t seed = 3) {
    Dataset data{{1, 1, 1}, classes, std::vector<std::uint8_t>(samples), {}};
    Random random{seed, 0, 0, Purpose::data};
    for (std::size_t i = 0; i < samples; ++i)
        data.labels.push_back(static_cast<std::uint8_t>(random.below(static_cast<std::uint32_t>(classes))));
    return data;
}

struct Scheme {
    std::string name;
    std::function<std::vector<Client>(Dataset const&, std::size_t clients, std::uint64_t seed)> make;
};

auto dirichlet_of(double alpha, std::size_t smallest = 1) {
    return [=](Dataset const& data, std::size_t clients, std::uint64_t seed) {
        return partition_dirichlet(data, clients, alpha, seed, smallest);
    };
}

auto quantity_of(double alpha, std::size_t smallest = 1) {
    return [=](Dataset const& data, std::size_t clients, std::uint64_t seed) {
        return partition_quantity(data, clients, alpha, seed, smallest);
    };
}

/// So many a client, and some clients one more.
auto shards_of(std::size_t per_client, std::size_t more = 0) {
    return [=](Dataset const& data, std::size_t clients, std::uint64_t seed) {
        return partition_shards(data, clients, std::min(clients * per_client + more, data.size()), seed);
    };
}

std::vector<Scheme> const schemes{
    {"IID", partition_iid},
    {"Dirichlet 0.1", dirichlet_of(0.1)},
    {"Dirichlet 1e-6", dirichlet_of(1e-6)},
    {"Dirichlet 100", dirichlet_of(100)},
    {"shards", shards_of(2)},
    {"shards that do not come out even", shards_of(3, 1)},
    {"quantity 0.5", quantity_of(0.5)},
    {"quantity 1e-6", quantity_of(1e-6)},
};

std::vector<std::size_t> sizes(std::vector<Client> const& clients) {
    std::vector<std::size_t> all;
    all.reserve(clients.size());
    for (auto const& client : clients)
        all.push_back(client.samples.size());
    return all;
}

std::size_t labels_of(Dataset const& data, Client const& client) {
    std::set<std::uint8_t> seen;
    for (auto const sample : client.samples)
        seen.insert(data.labels[sample]);
    return seen.size();
}

double mean_labels(Dataset const& data, std::vector<Client> const& clients) {
    double sum = 0;
    for (auto const& client : clients)
        sum += static_cast<double>(labels_of(data, client));
    return sum / static_cast<double>(clients.size());
}

}  // namespace

TEST_CASE("every scheme gives every sample to exactly one client, and every client at least one") {
    Random random{23, 0, 0, Purpose::data};
    for (auto const& scheme : schemes) {
        for (int repeat = 0; repeat < 60; ++repeat) {
            std::size_t const samples = 1 + random.below(400);
            auto const data = labels(samples, 1 + random.below(12), random.bits());
            std::size_t const clients = 1 + random.below(static_cast<std::uint32_t>(samples));
            CAPTURE(scheme.name, samples, clients);
            auto const federation = scheme.make(data, clients, random.bits());
            REQUIRE(federation.size() == clients);
            std::vector<std::uint32_t> all;
            for (std::size_t i = 0; i < clients; ++i) {
                CHECK(federation[i].id == i);
                CHECK(!federation[i].samples.empty());
                all.insert(all.end(), federation[i].samples.begin(), federation[i].samples.end());
            }
            std::ranges::sort(all);
            REQUIRE(all.size() == samples);
            for (std::size_t i = 0; i < samples; ++i)
                REQUIRE(all[i] == i);
        }
    }
}

TEST_CASE("a partition depends on its seed alone") {
    auto const data = labels(500);
    auto const samples_of = [](std::vector<Client> const& clients) {
        std::vector<std::vector<std::uint32_t>> all;
        all.reserve(clients.size());
        for (auto const& client : clients)
            all.push_back(client.samples);
        return all;
    };
    for (auto const& scheme : schemes) {
        CAPTURE(scheme.name);
        auto const first = samples_of(scheme.make(data, 20, 42));
        CHECK(samples_of(scheme.make(data, 20, 42)) == first);
        CHECK(samples_of(scheme.make(data, 20, 43)) != first);
    }
}

TEST_CASE("a small alpha gives a client few labels, a large one nearly all, nearly equally often") {
    auto const data = labels(20'000);
    CHECK(mean_labels(data, partition_dirichlet(data, 20, 0.01, 42)) < 2.5);
    CHECK(mean_labels(data, partition_dirichlet(data, 20, 0.5, 42)) > 5);
    auto const equal = partition_dirichlet(data, 20, 1e6, 42);
    CHECK(mean_labels(data, equal) == 10);
    for (auto const& size : sizes(equal))
        CHECK(std::abs(static_cast<double>(size) - 1000) < 20);
}

TEST_CASE("two shards a client are at most four labels, and IID is all of them") {
    auto const data = labels(20'000);
    for (auto const& client : partition_shards(data, 100, 200, 42))
        CHECK(labels_of(data, client) <= 4);
    CHECK(mean_labels(data, partition_shards(data, 100, 200, 42)) < 2.5);
    CHECK(mean_labels(data, partition_iid(data, 100, 42)) > 9.9);
    CHECK(mean_labels(data, partition_shards(data, 100, 20'000, 42)) > 9.9);  // a shard a sample
}

TEST_CASE("quantity skew makes sizes unequal, and leaves the labels as they are") {
    auto const data = labels(20'000);
    auto const skewed = partition_quantity(data, 20, 0.3, 42);
    auto const [smallest, largest] = std::ranges::minmax(sizes(skewed));
    CHECK(largest > 20 * smallest);
    for (auto const& client : skewed)
        if (client.samples.size() >= 200) CHECK(labels_of(data, client) == 10);
    auto const [small, large] = std::ranges::minmax(sizes(partition_quantity(data, 20, 1e6, 42)));
    CHECK(large - small < 20);
}

TEST_CASE("no client has fewer samples than asked for") {
    auto const data = labels(1'000);
    for (auto const& scheme :
         {Scheme{"Dirichlet", dirichlet_of(0.01, 10)}, Scheme{"quantity", quantity_of(0.01, 10)}}) {
        CAPTURE(scheme.name);
        CHECK(std::ranges::min(sizes(scheme.make(data, 30, 42))) == 10);   // alpha alone would leave most with none
        CHECK(std::ranges::max(sizes(scheme.make(data, 100, 42))) == 10);  // exactly enough
    }
}

TEST_CASE("a Dirichlet partition for 10,000 clients takes less than a second of processor time") {
    auto const data = labels(60'000);
    auto const begin = std::clock();
    CHECK(partition_dirichlet(data, 10'000, 0.1, 42).size() == 10'000);
    CHECK(std::clock() - begin < CLOCKS_PER_SEC);
}

TEST_CASE("impossible partitions are refused, with what to choose instead") {
    using Catch::Matchers::Message;
    auto const data = labels(100);
    for (auto const& scheme : schemes) {
        CAPTURE(scheme.name);
        CHECK_THROWS_MATCHES(scheme.make(data, 0, 42), std::invalid_argument,
                             Message("a federation needs at least one client: choose 1 or more"));
        CHECK_THROWS_MATCHES(scheme.make(data, 101, 42), std::invalid_argument,
                             Message("100 samples are too few for 101 clients of at least 1: choose fewer clients, "
                                     "or more samples"));
        CHECK_THROWS_AS(scheme.make(labels(0), 1, 42), std::invalid_argument);
    }
    CHECK_THROWS_MATCHES(partition_shards(data, 10, 101, 42), std::invalid_argument,
                         Message("101 shards of 100 samples for 10 clients: choose 10 to 100 shards"));
    CHECK_THROWS_AS(partition_shards(data, 10, 9, 42), std::invalid_argument);
    CHECK_THROWS_AS(partition_shards(data, 10, 0, 42), std::invalid_argument);
    for (double const alpha : {0.0, -1.0, 1e-7, 1e7, std::nan("")}) {
        CHECK_THROWS_AS(partition_dirichlet(data, 10, alpha, 42), std::invalid_argument);
        CHECK_THROWS_AS(partition_quantity(data, 10, alpha, 42), std::invalid_argument);
    }
    CHECK_THROWS_MATCHES(partition_dirichlet(data, 10, 0, 42), std::invalid_argument,
                         Message("alpha is 0, but must be from 1e-06 (most unequal) to 1000000 (equal)"));
    CHECK_THROWS_AS(partition_dirichlet(data, 10, 1, 42, 11), std::invalid_argument);
    CHECK_THROWS_AS(partition_quantity(data, 10, 1, 42, 0), std::invalid_argument);
}
