#pragma once
/// The observer of `fast`: the answer's process and the reference's in turn, in one run.

#include <cstdint>
#include <functional>
#include <string>

#include "explore/usable_cores.hpp"
#include "judge/subject_process.hpp"

namespace hb::judge {

struct PairsRequest {
    Launch answer;
    Launch reference;
    std::string scenario;
    subject::Values arguments;
    std::uint64_t seed = 0;
    int most_pairs = 61;  ///< after so many the second copy of the reference joins, for as many rounds again
};

/// Told after each pair; true ends the measurement.
using Settled = std::function<bool(PairsEvidence const&)>;

/// Both processes live through the whole run and only one of them runs at a time: the other is stopped, and the
/// processor time that it uses all the same is evidence. Every pair has a fresh seed; a reply counts only if it equals
/// the reference's. The order within a pair alternates, so that drift favours nobody. If no pair settles it, as many
/// pairs of the reference with a second copy of itself follow: they show the machine's noise.
[[nodiscard]] PairsEvidence observe_pairs(PairsRequest const& request, Settled const& settled);

using hb::usable_cores;

}  // namespace hb::judge
