#pragma once
/// What every worker of every executor does.

#include <algorithm>
#include <numeric>
#include <vector>

#include "fl/executor/executor.hpp"
#include "fl/memory/slots.hpp"

namespace fl {

/// One worker's memory: what it trains with, the contribution that it is at, and the sum of those that it has finished.
/// Memory grows with the workers, not with the clients. Used by one thread at a time.
class Worker {
public:
    explicit Worker(Course const& course)
        : local_{course.local},
          trainer_{course},
          contribution_{1, course.model.parameters()},
          sum_{course.model.parameters()} {}

    /// A round in which each client contributes so many floats.
    void begin(std::size_t floats) {
        if (contribution_[0].size() != floats) {
            contribution_ = Slots{1, floats};
            sum_ = ExactSum{floats};
        }
        sum_.clear();
        losses_.clear();
    }

    void train(Round const& round, Participant const& participant) {
        Visit const visit{round.number, round.global, participant, local_};
        auto const update = contribution_[0].first(round.global.size());
        losses_.push_back({participant.client->id, trainer_.train(visit, round.strategy, update)});
        round.strategy.finish(visit, update, contribution_[0].subspan(update.size()));
        sum_.add(contribution_[0], participant.weight);
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
    LocalTraining local_;
    Trainer trainer_;
    Slots contribution_;  // one client's: its update, then what it sends besides
    ExactSum sum_;
    std::vector<Trained> losses_;
};

/// Longest first: a long client that begins last would leave the other workers idle.
[[nodiscard]] inline std::vector<Participant> longest_first(std::span<Participant const> participants) {
    std::vector<Participant> order{participants.begin(), participants.end()};
    std::ranges::sort(order, std::ranges::greater{}, [](auto const& one) { return one.client->samples.size(); });
    return order;
}

/// The scores in the order of the clients' numbers, added: losses are floating-point numbers, too.
[[nodiscard]] inline Score in_order(std::vector<Worker::Trained> trained) {
    std::ranges::sort(trained, {}, &Worker::Trained::client);
    return std::accumulate(trained.begin(), trained.end(), Score{},
                           [](Score sum, Worker::Trained const& one) { return sum += one.score; });
}

/// Evaluation goes by shares of so many samples, whatever the number of workers: the same sums in the same order.
inline constexpr std::size_t evaluation_share = 1024;

[[nodiscard]] inline std::size_t evaluation_shares(Dataset const& data) {
    return (data.size() + evaluation_share - 1) / evaluation_share;
}

[[nodiscard]] inline Score evaluate_share(Worker& worker, std::span<float const> parameters, Dataset const& data,
                                          std::size_t number) {
    auto const from = number * evaluation_share;
    return worker.evaluate(parameters, data, from, std::min(from + evaluation_share, data.size()));
}

[[nodiscard]] inline Score sum_of(std::span<Score const> shares) {
    return std::accumulate(shares.begin(), shares.end(), Score{},
                           [](Score sum, Score const& one) { return sum += one; });
}

}  // namespace fl
