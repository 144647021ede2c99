// The promise: the same bits, whoever trains.

#include "fl/executor/executor.hpp"

#include <catch2/catch_all.hpp>

#include <memory>
#include <stdexcept>

#include "fl/data/synthetic.hpp"
#include "fl/kernels/model.hpp"
#include "fl/partition/partition.hpp"
#include "fl/simulation/simulation.hpp"
#include "fl/torch/autograd.hpp"

using namespace fl;

namespace {

struct Setting {
    Split split;
    std::unique_ptr<Model> model;
    LocalTraining local;
    Federation federation;

    [[nodiscard]] Course course() const { return {*model, split.training, local, 42}; }

    [[nodiscard]] std::string run(Executor& executor, std::vector<RoundReport>* reports = nullptr) const {
        return fingerprint(simulate(course(), federation, split.test, executor, [&](RoundReport const& report) {
            if (reports != nullptr) reports->push_back(report);
        }));
    }
};

Setting lenet_by_autograd() {
    Setting setting{synthetic({.shape = {3, 32, 32}, .training = 400, .test = 100}), nullptr, {2, 20, 0.05F}, {}};
    setting.model = autograd_model(lenet(setting.split.training.shape, 10));
    setting.federation = {partition_iid(setting.split.training, 8, 42), 5, 2, 1};
    return setting;
}

Setting lenet_by_kernels() {
    auto setting = lenet_by_autograd();
    setting.model = kernel_model(lenet(setting.split.training.shape, 10));
    setting.local.augmentation = {.flip = true, .padding = 4};
    return setting;
}

Setting small_logistic() {
    Setting setting{synthetic({.training = 6'000, .test = 2'100}), nullptr, {1, 10, 0.03F}, {}};
    setting.model = kernel_model(logistic(setting.split.training.shape, 10));
    setting.federation = {partition_iid(setting.split.training, 97, 42), 20, 10, 5};
    return setting;
}

}  // namespace

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

TEST_CASE("another seed gives other bits") {
    auto const setting = small_logistic();
    auto course = setting.course();
    auto const first = setting.run(*sequential_executor(course));
    course.seed = 43;
    auto const executor = sequential_executor(course);
    CHECK(fingerprint(simulate(course, setting.federation, setting.split.test, *executor, [](auto const&) {})) !=
          first);
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
    setting.federation.sampled = 98;
    CHECK_THROWS_AS(setting.run(*sequential_executor(setting.course())), std::invalid_argument);
}
