// The promise: the same bits, whoever trains.

#include "fl/executor/executor.hpp"

#include <catch2/catch_all.hpp>

#include <set>
#include <stdexcept>

#include "setting.hpp"
#include "strategies.hpp"

using namespace fl;

TEST_CASE("threads give the bits of the sequential executor, however many they are") {
    auto const setting = GENERATE(as<Setting (*)()>{}, small_logistic, lenet_by_autograd, lenet_by_kernels)();
    auto const course = setting.course();
    std::vector<RoundReport> expected_reports;
    auto const expected = setting.run(*sequential_executor(course), &expected_reports);
    for (std::size_t const workers : {1U, 2U, 3U, 8U}) {
        CAPTURE(setting.model->name(), workers);
        std::vector<RoundReport> reports;
        CHECK(setting.run(*threads_executor(course, workers), &reports) == expected);
        REQUIRE(reports.size() == expected_reports.size());
        for (std::size_t i = 0; i < reports.size(); ++i) {
            CHECK(reports[i].training.loss == expected_reports[i].training.loss);
            CHECK(reports[i].test.loss == expected_reports[i].test.loss);
            CHECK(reports[i].test.correct == expected_reports[i].test.correct);
        }
    }
}

TEST_CASE("every strategy gives the same bits, whoever trains, and again when it is used again") {
    Setting setting{synthetic({.training = 300, .test = 100}), nullptr, {2, 10, 0.03F}, {}, fedavg()};
    auto const& data = setting.split.training;
    setting.model = kernel_model(logistic(data.shape, 10));
    setting.federation = {
        .clients = GENERATE_REF(partition_dirichlet(data, 9, 0.3, 42), partition_shards(data, 9, 32, 42),
                                partition_quantity(data, 9, 0.3, 42)),
        .sampled = 6,
        .sampling = GENERATE(Sampling::uniform, Sampling::by_size),
        .rounds = 4};
    auto const course = setting.course();
    auto const sequential = sequential_executor(course);
    auto const two = threads_executor(course, 2);
    auto const five = threads_executor(course, 5);
    std::set<std::string> fingerprints;
    for (auto const& make : every_strategy) {
        setting.strategy = make();
        CAPTURE(setting.strategy->name());
        auto const expected = setting.run(*sequential);
        CHECK(setting.run(*two) == expected);
        CHECK(setting.run(*five) == expected);
        fingerprints.insert(expected);
    }
    CHECK(fingerprints.size() == every_strategy.size());  // each is a strategy of its own
}

TEST_CASE("another seed gives other bits") {
    auto const setting = small_logistic();
    auto course = setting.course();
    auto const first = setting.run(*sequential_executor(course));
    course.seed = 43;
    auto const executor = sequential_executor(course);
    CHECK(fingerprint(simulate(course, setting.federation, *setting.strategy, setting.split.test, *executor,
                               [](auto const&) {})) != first);
}

TEST_CASE("a federation learns") {
    auto setting = small_logistic();
    setting.federation.rounds = 40;
    setting.federation.test_every = 40;
    std::vector<RoundReport> reports;
    (void)setting.run(*threads_executor(setting.course(), 2), &reports);
    auto const& test = reports.back().test;
    CHECK(static_cast<double>(test.correct) / static_cast<double>(test.samples) > 0.25);  // by chance: 0.1
    CHECK(reports.front().test.samples == 0);                                             // a round without a test
}

TEST_CASE("a loss that is not a number ends the run with an error, in every executor") {
    auto setting = small_logistic();
    setting.local.learning_rate = 1e30F;
    auto const course = setting.course();
    CHECK_THROWS_AS(setting.run(*sequential_executor(course)), NotSummable);
    CHECK_THROWS_AS(setting.run(*threads_executor(course, 3)), NotSummable);
}

TEST_CASE("impossible federations are refused") {
    auto setting = small_logistic();
    CHECK_THROWS_AS(partition_iid(setting.split.training, 0, 42), std::invalid_argument);
    CHECK_THROWS_AS(partition_iid(setting.split.training, 6'001, 42), std::invalid_argument);
    CHECK_THROWS_AS(threads_executor(setting.course(), 0), std::invalid_argument);
    auto const refused = [&] {
        CHECK_THROWS_AS(setting.run(*sequential_executor(setting.course())), std::invalid_argument);
    };
    setting.federation.sampled = 98;
    refused();
    setting.federation.sampled = 0;
    refused();
    setting.federation.sampled = 20;
    setting.local.batch = 0;
    refused();
    setting.local = {.epochs = 0};
    refused();
    setting.local = {};
    setting.federation.clients[4].samples.clear();
    refused();
    setting.federation.clients.clear();
    refused();
}
