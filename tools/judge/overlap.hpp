#pragma once
/// The observer of `really parallel`: were `wanted` calls in flight at the same time?

#include <cstdint>
#include <string>

#include "judge/subject_process.hpp"

namespace hb::judge {

/// Asks a scenario whose callable blocks in a Rendezvous, and takes the number that it replies under `reply`. Blocking,
/// not timing: a serial answer cannot pass, and a parallel one passes on one core too.
[[nodiscard]] OverlapEvidence observe_overlap(Launch const& launch, std::string const& scenario,
                                              subject::Values const& arguments, std::uint64_t seed,
                                              std::string const& reply, std::int64_t wanted);

}  // namespace hb::judge
