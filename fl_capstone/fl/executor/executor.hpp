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

/// All that the rounds of a run read, besides the course. Not owned; it stays where it is until the run is over.
struct Run {
    Strategy& strategy;
    Dataset const& test;
    std::size_t participants;  ///< of a round, at most
    std::size_t floats;        ///< of a round's sum
    std::size_t kept;          ///< floats that a strategy keeps for a client
};

/// Used by one thread: the one that made it. While train() or evaluate() runs, the round's data must not change.
class Executor {
public:
    virtual ~Executor() = default;
    [[nodiscard]] virtual std::string name() const = 0;

    /// Before the first round of a run, when all that its rounds read is there.
    virtual void begin(Run const& run) { (void)run; }

    /// Overwrites `sum` with the weighted sum of the participants' updates and, behind it, of what they sent besides;
    /// writes what each of them keeps.
    virtual Outcome train(Round const& round, std::span<float> sum) = 0;

    virtual Score evaluate(std::span<float const> parameters, Dataset const& data) = 0;
};

/// On the calling thread.
[[nodiscard]] std::unique_ptr<Executor> sequential_executor(Course const& course);

/// On so many threads, at least 1, which share the parameters by reading them where they are.
[[nodiscard]] std::unique_ptr<Executor> threads_executor(Course const& course, std::size_t workers);

/// In so many processes, at least 1, which a run's begin() forks and which share its vectors. Only a run that this
/// process begins without other threads can have them, or std::logic_error is thrown: a fork copies one thread, and the
/// locks of the others as they happen to be. A worker that dies ends the round with std::runtime_error; the next run
/// has new ones.
[[nodiscard]] std::unique_ptr<Executor> processes_executor(Course const& course, std::size_t workers);

}  // namespace fl
