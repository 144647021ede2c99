#pragma once
/// What a federation trains: a function of images and of one flat vector of parameters.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "fl/data/dataset.hpp"
#include "fl/random/random.hpp"

namespace fl {

/// Images ready to be learned from. Not owned.
struct Batch {
    std::span<float const> images;         ///< [sample][channel][row][column], normalised
    std::span<std::uint8_t const> labels;  ///< [sample]

    [[nodiscard]] std::size_t size() const { return labels.size(); }
};

/// Sums over samples.
struct Score {
    double loss = 0;  ///< cross-entropy, in nats
    std::size_t correct = 0;
    std::size_t samples = 0;

    Score& operator+=(Score const& other) {
        loss += other.loss;
        correct += other.correct;
        samples += other.samples;
        return *this;
    }
};

/// One worker's share of a model: its scratch memory. Used by one thread at a time; different ones by different
/// threads.
class Learner {
public:
    virtual ~Learner() = default;

    /// The gradient of the batch's mean loss at `parameters`, which it overwrites `gradient` with. A function of its
    /// arguments: the same bits on every call, whatever came before.
    virtual Score gradient(std::span<float const> parameters, Batch const& batch, std::span<float> gradient) = 0;

    /// The loss and the right answers, without learning.
    virtual Score evaluate(std::span<float const> parameters, Batch const& batch) = 0;
};

/// Immutable: any thread may use it.
class Model {
public:
    virtual ~Model() = default;
    /// With what computes it: two models of the same name give the same bits.
    [[nodiscard]] virtual std::string name() const = 0;
    [[nodiscard]] virtual std::size_t parameters() const = 0;

    /// Writes the parameters that training begins with.
    virtual void initialise(std::span<float> parameters, Random& random) const = 0;

    /// Room for batches of up to so many images.
    [[nodiscard]] virtual std::unique_ptr<Learner> learner(std::size_t largest_batch) const = 0;
};

}  // namespace fl
