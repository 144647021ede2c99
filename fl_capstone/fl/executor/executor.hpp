#pragma once
/// Who trains the clients of a round, and where. Every executor gives the same bits.

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "fl/client/training.hpp"
#include "fl/memory/exact_sum.hpp"
#include "fl/strategy/strategy.hpp"

namespace fl {

/// What a round asks of an executor. Not owned.
struct Round {
    std::uint32_t number;
    std::span<float const> global;
    std::span<Participant const> participants;
    Strategy const& strategy;
};

/// What a round brings.
struct Outcome {
    Score training;  ///< over all steps of all participants
};

/// Used by one thread: the one that made it. While train() or evaluate() runs, the round's data must not change.
class Executor {
public:
    virtual ~Executor() = default;
    [[nodiscard]] virtual std::string name() const = 0;

    /// Overwrites `sum` with the weighted sum of the participants' updates and, behind it, of what they sent besides;
    /// writes what each of them keeps.
    virtual Outcome train(Round const& round, std::span<float> sum) = 0;

    virtual Score evaluate(std::span<float const> parameters, Dataset const& data) = 0;
};

/// On the calling thread.
[[nodiscard]] std::unique_ptr<Executor> sequential_executor(Course const& course);

/// On so many threads, at least 1, which share the parameters by reading them where they are.
[[nodiscard]] std::unique_ptr<Executor> threads_executor(Course const& course, std::size_t workers);

}  // namespace fl
