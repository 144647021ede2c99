#pragma once
/// One client's training in one round: a pure function of (global parameters, data, round, client, the client's state).

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "fl/data/augmentation.hpp"
#include "fl/data/dataset.hpp"
#include "fl/kernels/dispatch.hpp"
#include "fl/model/model.hpp"

namespace fl {

/// A participant: its number and which samples of the training set are its own.
struct Client {
    std::uint32_t id;
    std::vector<std::uint32_t> samples;
};

/// Minibatch SGD on the client's own samples, in a new order each epoch.
struct LocalTraining {
    std::size_t epochs = 1;
    std::size_t batch = 10;
    float learning_rate = 0.03F;
    Augmentation augmentation = {};  ///< of the images at each step; never of those that are tested on
};

/// How many steps a client takes each round.
[[nodiscard]] inline std::size_t steps_of(Client const& client, LocalTraining const& local) {
    return local.epochs * ((client.samples.size() + local.batch - 1) / local.batch);
}

/// What all clients of a run share. Not owned; immutable while the run lasts.
struct Course {
    Model const& model;
    Dataset const& data;
    LocalTraining local;
    std::uint64_t seed;
};

class Strategy;
struct Visit;

/// A worker's own memory for training clients one after the other. Used by one thread at a time.
class Trainer {
public:
    explicit Trainer(Course const& course);

    /// Overwrites `update` with what the client's training, corrected by the strategy, adds to the global parameters.
    /// Depends on the arguments alone, not on whom this trainer trained before. Returns the scores of all its steps,
    /// summed.
    Score train(Visit const& visit, Strategy const& strategy, std::span<float> update);

    /// All samples of a set, at these parameters.
    Score evaluate(std::span<float const> parameters, Dataset const& data, std::size_t from, std::size_t to);

private:
    Batch load(Dataset const& data, std::span<std::uint32_t const> samples, Random* augmentation);

    Course course_;
    std::unique_ptr<Learner> learner_;
    Kernels const& kernels_;
    std::vector<float> gradient_;
    std::vector<std::uint8_t> changed_;  // one image, augmented
    std::vector<float> images_;
    std::vector<std::uint8_t> labels_;
    std::vector<std::uint32_t> order_;
};

}  // namespace fl
