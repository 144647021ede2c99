#pragma once
/// What a run's bits depend on, in words.

#include <string>

#include "fl/simulation/simulation.hpp"

namespace fl {

/// A line each: model, strategy, clients' training, seed, sampling, fingerprints of the data and of who has them. Not
/// the executor and not how many rounds: a run may go on elsewhere, and for longer.
[[nodiscard]] std::string configuration_of(Course const& course, Federation const& federation,
                                           Strategy const& strategy);

}  // namespace fl
