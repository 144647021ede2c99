#pragma once
/// Small runs for the tests of executors.

#include <memory>
#include <string>
#include <vector>

#include "fl/data/synthetic.hpp"
#include "fl/kernels/model.hpp"
#include "fl/partition/partition.hpp"
#include "fl/simulation/simulation.hpp"
#include "fl/torch/autograd.hpp"

namespace fl {

struct Setting {
    Split split;
    std::unique_ptr<Model> model;
    LocalTraining local;
    Federation federation;

    [[nodiscard]] Course course() const { return {*model, split.training, local, 42}; }

    std::unique_ptr<Strategy> strategy = fedavg();

    [[nodiscard]] std::string run(Executor& executor, std::vector<RoundReport>* reports = nullptr) const {
        auto const report = [&](RoundReport const& one) {
            if (reports != nullptr) reports->push_back(one);
        };
        return fingerprint(simulate(course(), federation, *strategy, split.test, executor, report));
    }
};

inline Setting lenet_by_autograd() {
    Setting setting{
        synthetic({.shape = {3, 32, 32}, .training = 400, .test = 100}), nullptr, {2, 20, 0.05F}, {}, fedavg()};
    setting.model = autograd_model(lenet(setting.split.training.shape, 10));
    setting.federation = {.clients = partition_iid(setting.split.training, 8, 42), .sampled = 5, .rounds = 2};
    return setting;
}

inline Setting lenet_by_kernels() {
    auto setting = lenet_by_autograd();
    setting.model = kernel_model(lenet(setting.split.training.shape, 10));
    setting.local.augmentation = {.flip = true, .padding = 4};
    return setting;
}

inline Setting small_logistic() {
    Setting setting{synthetic({.training = 6'000, .test = 2'100}), nullptr, {1, 10, 0.03F}, {}, fedavg()};
    setting.model = kernel_model(logistic(setting.split.training.shape, 10));
    setting.federation = {
        .clients = partition_iid(setting.split.training, 97, 42), .sampled = 20, .rounds = 10, .test_every = 5};
    return setting;
}

}  // namespace fl
