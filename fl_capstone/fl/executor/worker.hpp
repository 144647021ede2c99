#pragma once
/// What every worker of every executor does.

#include <algorithm>
#include <numeric>
#include <vector>

#include "fl/executor/executor.hpp"
#include "fl/memory/slots.hpp"

namespace fl {

/// One worker's memory: what it trains with, the update that it is at, and the sum of those that it has finished.
/// Memory grows with the workers, not with the clients. Used by one thread at a time.
class Worker {
public:
    explicit Worker(Course const& course)
        : trainer_{course}, update_{1, course.model.parameters()}, sum_{course.model.parameters()} {}

    void begin() {
        sum_.clear();
        losses_.clear();
    }

    void train(Round const& round, Participant const& participant) {
        losses_.push_back(
            {participant.client->id, trainer_.train(round.global, *participant.client, round.number, update_[0])});
        sum_.add(update_[0], participant.weight);
    }

    [[nodiscard]] Score evaluate(std::span<float const> parameters, Dataset const& data, std::size_t from,
                                 std::size_t to) {
        return trainer_.evaluate(parameters, data, from, to);
    }

    [[nodiscard]] ExactSum& sum() { return sum_; }

    struct Trained {
        std::uint32_t client;
        Score score;
    };
    [[nodiscard]] std::vector<Trained> const& trained() const { return losses_; }

private:
    Trainer trainer_;
    Slots update_;
    ExactSum sum_;
    std::vector<Trained> losses_;
};

/// The scores in the order of the clients' numbers, added: losses are floating-point numbers, too.
[[nodiscard]] inline Score in_order(std::vector<Worker::Trained> trained) {
    std::ranges::sort(trained, {}, &Worker::Trained::client);
    return std::accumulate(trained.begin(), trained.end(), Score{},
                           [](Score sum, Worker::Trained const& one) { return sum += one.score; });
}

/// Evaluation goes by shares of so many samples, whatever the number of workers: the same sums in the same order.
inline constexpr std::size_t evaluation_share = 1024;

}  // namespace fl
