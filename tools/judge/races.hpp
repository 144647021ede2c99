#pragma once
/// The observer of `race-free`: several runs under ThreadSanitizer, with the harness's own races as canaries.

#include <cstdint>
#include <string>

#include "judge/subject_process.hpp"

namespace hb::judge {

/// TSan's options for judging. All that an answer could set from inside is set here, where the environment wins over
/// `__tsan_default_options`. `symbolizer` is the path of llvm-symbolizer; empty: found on the PATH by TSan.
[[nodiscard]] std::string tsan_options(std::string const& symbolizer);

/// Runs the tsan subject once with each of the `arguments`, in a process of its own and, unless they name one, with a
/// seed of its own. No
/// start gate: threads that start at exactly the same moment are the case that TSan can miss. Stops at the first run
/// with something to report: one is enough.
[[nodiscard]] RacesEvidence observe_races(Launch const& launch, std::string const& scenario,
                                          std::vector<subject::Values> const& arguments, std::uint64_t seed);

/// True if the run shows neither a race nor any sign that somebody kept TSan from reporting.
[[nodiscard]] bool clean(RaceRun const& run);

}  // namespace hb::judge
