#pragma once
/// The observer of `every interleaving`: the explorer runs a scenario under every order of its threads' operations.

#include <cstdint>
#include <filesystem>
#include <string>

#include "judge/subject_process.hpp"

namespace hb::explore {
struct Failure;
}

namespace hb::judge {

struct OutcomesRequest {
    std::filesystem::path subject;  ///< of the flavour explore
    std::filesystem::path runtime;  ///< the explorer's library, which the subject is linked with
    std::filesystem::path harness;  ///< the folder of the harness's sources, of which an interleaving shows little
    std::string scenario;           ///< one with expected values: the explorer sees a wrong one as a failure
    subject::Values arguments;
    std::uint64_t executions = 0;  ///< at most, in each search
    std::uint64_t seed = 0;        ///< of the search at random; a scenario's is among the arguments
    bool weak_memory = false;      ///< atomic loads also read older values that C++20 lets them read
};

/// The words before a program that is explored: the command that contains it. It sees itself and the explorer.
[[nodiscard]] std::vector<std::string> entrance_of_explored(std::filesystem::path const& program,
                                                            std::filesystem::path const& runtime);

/// In a few words: "a value is wrong: expected total 4, actual total 2", "deadlock: 3 threads wait for ever".
[[nodiscard]] std::string what_went_wrong(explore::Failure const& failure);

/// Runs the subject by hand, contained, first with partial-order reduction; if that comes to its bound without a
/// failure, at random as well. Races that the harness plants before and after show that the explorer watched. Where the
/// explorer does not run, the evidence's `trouble` says why.
[[nodiscard]] OutcomesEvidence observe_outcomes(OutcomesRequest const& request);

}  // namespace hb::judge
