#pragma once
/// The rounds of a federation: sample clients, train them, bring their updates into the global parameters, test.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "fl/executor/executor.hpp"
#include "fl/simulation/sampling.hpp"

namespace fl {

struct RoundReport {
    std::uint32_t round;  ///< 0 is the first
    std::size_t clients;
    Score training;
    Score test;  ///< no samples in a round without a test
};

struct Federation {
    std::vector<Client> clients;
    std::size_t sampled = 10;  ///< clients a round, of all
    Sampling sampling = Sampling::uniform;
    std::uint32_t rounds = 1;
    std::uint32_t test_every = 1;                        ///< rounds; after the last one in any case
    std::function<bool()> stops = [] { return false; };  ///< asked after each round: whether it was the last one
};

/// Whether and where a run is saved; by default it is not.
struct Checkpoints {
    std::filesystem::path file = {};  ///< none if empty
    std::uint32_t every = 10;         ///< rounds; after the last one in any case
    bool resume = false;              ///< go on from the file
    std::function<void(std::string const&)> failed = [](std::string const&) {};  ///< why one was not written: the run
                                                                                 ///< goes on
};

/// Returns the final parameters; `report` is called after each round. Throws std::invalid_argument if the course or the
/// federation is impossible: no clients, one without samples, batches of none. Throws BadCheckpoint if it cannot
/// resume.
std::vector<float> simulate(Course const& course, Federation const& federation, Strategy& strategy, Dataset const& test,
                            Executor& executor, std::function<void(RoundReport const&)> const& report,
                            Checkpoints const& checkpoints = {});

/// SHA-256 over the parameters' bytes, in hexadecimal.
[[nodiscard]] std::string fingerprint(std::span<float const> parameters);

}  // namespace fl
