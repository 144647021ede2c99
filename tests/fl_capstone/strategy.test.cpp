// Every strategy beside a second implementation of its paper: double precision, plain loops, nothing shared but the
// keyed random numbers, that is, which clients a round has and in which order they see their samples.

#include "fl/strategy/strategy.hpp"

#include <catch2/catch_all.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <stdexcept>

#include "examples/clipped.hpp"
#include "fl/executor/executor.hpp"
#include "fl/kernels/model.hpp"
#include "fl/simulation/simulation.hpp"

using namespace fl;

namespace {

constexpr std::size_t features = 6;
constexpr std::size_t classes = 3;
constexpr std::size_t parameters = (features + 1) * classes;
constexpr std::uint64_t seed = 42;
constexpr std::uint32_t rounds = 6;
constexpr double rate = 0.3F;  // of the clients; exactly the float

using Vector = std::vector<double>;

/// A logistic regression of 21 parameters, and five clients of 3 to 21 samples: 1 to 6 steps an epoch.
struct Problem {
    Dataset data{{1, 2, 3}, classes, {}, {}};
    std::unique_ptr<Model> model = kernel_model(logistic(data.shape, classes));
    LocalTraining local{.epochs = 2, .batch = 4, .learning_rate = 0.3F};
    Federation federation{.clients = {}, .sampled = 3, .rounds = rounds, .test_every = rounds};

    Problem() {
        Random random{1, 0, 0, Purpose::data};
        for (std::uint32_t const size : {3U, 5U, 8U, 13U, 21U}) {
            auto const id = static_cast<std::uint32_t>(federation.clients.size());
            Client client{id, {}};
            for (std::uint32_t i = 0; i < size; ++i) {
                client.samples.push_back(static_cast<std::uint32_t>(data.size()));
                data.labels.push_back(static_cast<std::uint8_t>(random.below(4) == 0 ? random.below(3) : id % 3));
                for (std::size_t pixel = 0; pixel < features; ++pixel)
                    data.pixels.push_back(static_cast<std::uint8_t>(random.below(128) + 40U * data.labels.back()));
            }
            federation.clients.push_back(std::move(client));
        }
    }

    [[nodiscard]] Course course() const { return {*model, data, local, seed}; }

    [[nodiscard]] std::vector<float> run(Strategy& strategy) const {
        auto const executor = sequential_executor(course());
        return simulate(course(), federation, strategy, data, *executor, [](auto const&) {});
    }
};

/// Of the batch's mean loss.
Vector gradient(Problem const& problem, Vector const& w, std::vector<std::uint32_t> const& batch) {
    Vector g(parameters);
    for (auto const sample : batch) {
        Vector x(features);
        for (std::size_t i = 0; i < features; ++i)
            x[i] = problem.data.pixels[sample * features + i] / 127.5 - 1;
        Vector p(classes);
        double sum = 0;
        for (std::size_t k = 0; k < classes; ++k) {
            double score = w[features * classes + k];
            for (std::size_t i = 0; i < features; ++i)
                score += w[k * features + i] * x[i];
            p[k] = std::exp(score);
            sum += p[k];
        }
        for (std::size_t k = 0; k < classes; ++k) {
            double const error =
                (p[k] / sum - (k == problem.data.labels[sample] ? 1 : 0)) / static_cast<double>(batch.size());
            for (std::size_t i = 0; i < features; ++i)
                g[k * features + i] += error * x[i];
            g[features * classes + k] += error;
        }
    }
    return g;
}

struct Trained {
    std::size_t client;
    double samples;
    double steps;
    Vector delta;
};

using Extra = std::function<double(std::size_t client, std::size_t i, double w)>;  // added to element i of a gradient

Extra const none = [](std::size_t, std::size_t, double) { return 0.0; };

std::vector<Trained> train(Problem const& problem, Vector const& x, std::uint32_t round, Extra const& extra = none) {
    std::vector<Trained> all;
    auto const& federation = problem.federation;
    for (auto const number : sample_clients(federation.clients, federation.sampled, federation.sampling, seed, round)) {
        auto const& samples = federation.clients[number].samples;
        Trained trained{number, static_cast<double>(samples.size()), 0, x};
        auto& y = trained.delta;
        Random random{seed, round, number, Purpose::batches};
        for (int epoch = 0; epoch < 2; ++epoch) {
            auto order = samples;
            random.shuffle(std::span{order});
            for (std::size_t first = 0; first < order.size(); first += 4) {
                std::vector<std::uint32_t> batch;
                for (auto i = first; i < std::min(first + 4, order.size()); ++i)
                    batch.push_back(order[i]);
                auto const g = gradient(problem, y, batch);
                for (std::size_t i = 0; i < parameters; ++i)
                    y[i] -= rate * (g[i] + extra(number, i, y[i]));
                trained.steps += 1;
            }
        }
        for (std::size_t i = 0; i < parameters; ++i)
            y[i] -= x[i];
        all.push_back(trained);
    }
    return all;
}

Vector initial(Problem const& problem) {
    std::vector<float> floats(parameters);
    Random random{seed, 0, 0, Purpose::model};
    problem.model->initialise(floats, random);
    return {floats.begin(), floats.end()};
}

/// By samples.
Vector mean(std::vector<Trained> const& all) {
    double samples = 0;
    for (auto const& one : all)
        samples += one.samples;
    Vector result(parameters);
    for (auto const& one : all)
        for (std::size_t i = 0; i < parameters; ++i)
            result[i] += one.samples / samples * one.delta[i];
    return result;
}

Vector reference_fedavg(Problem const& problem) {
    auto x = initial(problem);
    for (std::uint32_t round = 0; round < rounds; ++round) {
        auto const delta = mean(train(problem, x, round));
        for (std::size_t i = 0; i < parameters; ++i)
            x[i] += delta[i];
    }
    return x;
}

constexpr double mu = 0.5;

Vector reference_fedprox(Problem const& problem) {
    auto x = initial(problem);
    for (std::uint32_t round = 0; round < rounds; ++round) {
        auto const delta =
            mean(train(problem, x, round, [&](std::size_t, std::size_t i, double w) { return mu * (w - x[i]); }));
        for (std::size_t i = 0; i < parameters; ++i)
            x[i] += delta[i];
    }
    return x;
}

constexpr double scaffold_rate = 0.75;

Vector reference_scaffold(Problem const& problem) {
    auto x = initial(problem);
    auto const clients = problem.federation.clients.size();
    Vector c(parameters);
    std::vector<Vector> own(clients, Vector(parameters));
    for (std::uint32_t round = 0; round < rounds; ++round) {
        auto const all =
            train(problem, x, round, [&](std::size_t client, std::size_t i, double) { return c[i] - own[client][i]; });
        Vector change(parameters);
        for (auto const& one : all) {
            for (std::size_t i = 0; i < parameters; ++i) {
                // x - y is -delta; c_i becomes c_i - c + (x - y) / (K * rate)
                double const next = own[one.client][i] - c[i] - one.delta[i] / (one.steps * rate);
                change[i] += next - own[one.client][i];
                own[one.client][i] = next;
                x[i] += scaffold_rate * one.delta[i] / static_cast<double>(all.size());
            }
        }
        for (std::size_t i = 0; i < parameters; ++i)
            c[i] += change[i] / static_cast<double>(clients);
    }
    return x;
}

constexpr double momentum = 0.6;
constexpr double momentum_rate = 0.8;

Vector reference_fedavgm(Problem const& problem) {
    auto x = initial(problem);
    Vector v(parameters);
    for (std::uint32_t round = 0; round < rounds; ++round) {
        auto const delta = mean(train(problem, x, round));
        for (std::size_t i = 0; i < parameters; ++i) {
            v[i] = momentum * v[i] + delta[i];
            x[i] += momentum_rate * v[i];
        }
    }
    return x;
}

constexpr Adaptive adaptive{.learning_rate = 0.05, .first = 0.8, .second = 0.7, .tau = 0.01};

Vector reference_adaptive(Problem const& problem, std::string const& kind) {
    auto x = initial(problem);
    Vector m(parameters);
    Vector v(parameters, adaptive.tau * adaptive.tau);
    for (std::uint32_t round = 0; round < rounds; ++round) {
        auto const delta = mean(train(problem, x, round));
        for (std::size_t i = 0; i < parameters; ++i) {
            double const square = delta[i] * delta[i];
            double const sign = v[i] > square ? 1 : v[i] < square ? -1 : 0;
            m[i] = adaptive.first * m[i] + (1 - adaptive.first) * delta[i];
            if (kind == "adagrad") v[i] += square;
            if (kind == "yogi") v[i] -= (1 - adaptive.second) * square * sign;
            if (kind == "adam") v[i] = adaptive.second * v[i] + (1 - adaptive.second) * square;
            x[i] += adaptive.learning_rate * m[i] / (std::sqrt(v[i]) + adaptive.tau);
        }
    }
    return x;
}

Vector reference_fednova(Problem const& problem) {
    auto x = initial(problem);
    for (std::uint32_t round = 0; round < rounds; ++round) {
        auto const all = train(problem, x, round);
        double samples = 0;
        for (auto const& one : all)
            samples += one.samples;
        double effective = 0;  // the paper's tau_eff
        for (auto const& one : all)
            effective += one.samples / samples * one.steps;
        for (auto const& one : all)
            for (std::size_t i = 0; i < parameters; ++i)
                x[i] += effective * one.samples / samples * one.delta[i] / one.steps;
    }
    return x;
}

Vector reference_clipped(Problem const& problem) {
    auto x = initial(problem);
    for (std::uint32_t round = 0; round < rounds; ++round) {
        auto all = train(problem, x, round);
        for (auto& one : all) {
            double squares = 0;
            for (auto const value : one.delta)
                squares += value * value;
            for (auto& value : one.delta)
                value *= std::min(1.0, 0.25 / std::sqrt(squares));
        }
        auto const delta = mean(all);
        for (std::size_t i = 0; i < parameters; ++i)
            x[i] += delta[i];
    }
    return x;
}

struct Pair {
    std::function<std::unique_ptr<Strategy>()> strategy;
    std::function<Vector(Problem const&)> reference;
};

std::vector<Pair> const pairs{
    {fedavg, reference_fedavg},
    {[] { return fedprox(mu); }, reference_fedprox},
    {[] { return scaffold(scaffold_rate); }, reference_scaffold},
    {[] { return fedavgm(momentum, momentum_rate); }, reference_fedavgm},
    {[] { return fedadam(adaptive); }, [](auto const& problem) { return reference_adaptive(problem, "adam"); }},
    {[] { return fedyogi(adaptive); }, [](auto const& problem) { return reference_adaptive(problem, "yogi"); }},
    {[] { return fedadagrad(adaptive); }, [](auto const& problem) { return reference_adaptive(problem, "adagrad"); }},
    {fednova, reference_fednova},
    {[] { return std::make_unique<Clipped>(0.25F); }, reference_clipped},
};

template <class Values>
double distance(Values const& values, Vector const& expected) {
    double largest = 0;
    for (std::size_t i = 0; i < expected.size(); ++i)
        largest = std::max(largest, std::abs(static_cast<double>(values[i]) - expected[i]));
    return largest;
}

constexpr double near = 2e-5;  // what single precision does to parameters of about 1, over some 60 steps

}  // namespace

TEST_CASE("every strategy does what its paper says") {
    Problem const problem;
    for (auto const& pair : pairs) {
        auto const strategy = pair.strategy();
        CAPTURE(strategy->name());
        CHECK(distance(problem.run(*strategy), pair.reference(problem)) < near);
    }
}

TEST_CASE("no strategy passes for another") {
    Problem const problem;
    for (std::size_t a = 0; a < pairs.size(); ++a) {
        for (std::size_t b = 0; b < pairs.size(); ++b) {
            CAPTURE(a, b);
            if (a != b) CHECK(distance(pairs[a].reference(problem), pairs[b].reference(problem)) > 100 * near);
        }
    }
}

TEST_CASE("where sampling goes by size, the clients that were drawn count the same") {
    Problem problem;
    problem.federation.sampling = Sampling::by_size;
    auto const drawn_by_size = problem.run(*fedavg());
    auto x = initial(problem);
    for (std::uint32_t round = 0; round < rounds; ++round) {
        for (auto const all = train(problem, x, round); auto const& one : all)
            for (std::size_t i = 0; i < parameters; ++i)
                x[i] += one.delta[i] / static_cast<double>(all.size());
    }
    CHECK(distance(drawn_by_size, x) < near);
    CHECK(distance(drawn_by_size, reference_fedavg(problem)) > 100 * near);
}

TEST_CASE("the adaptive servers' settings are the paper's") {
    Adaptive const settings;
    CHECK(settings.first == 0.9);
    CHECK(settings.second == 0.99);
    CHECK(settings.tau == 1e-3);
}

TEST_CASE("settings that no strategy can use are refused, with what they must be") {
    using Catch::Matchers::Message;
    CHECK_THROWS_MATCHES(fedprox(-1), std::invalid_argument, Message("FedProx: mu is -1, but must be 0 or more"));
    CHECK_THROWS_MATCHES(scaffold(0), std::invalid_argument,
                         Message("SCAFFOLD: the learning rate is 0, but must be more than 0"));
    CHECK_THROWS_MATCHES(fedavgm(1), std::invalid_argument,
                         Message("FedAvgM: the momentum is 1, but must be from 0 to below 1"));
    CHECK_THROWS_AS(fedavgm(0.9, -1), std::invalid_argument);
    CHECK_THROWS_MATCHES(fedadam({.tau = 0}), std::invalid_argument,
                         Message("FedAdam: tau is 0, but must be more than 0"));
    CHECK_THROWS_AS(fedyogi({.first = 1}), std::invalid_argument);
    CHECK_THROWS_AS(fedyogi({.second = -0.1}), std::invalid_argument);
    CHECK_THROWS_AS(fedadagrad({.learning_rate = std::nan("")}), std::invalid_argument);
    CHECK_THROWS_AS(fedprox(std::numeric_limits<double>::infinity()), std::invalid_argument);
}
