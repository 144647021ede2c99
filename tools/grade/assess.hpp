#pragma once
/// From an answer to its verdicts: build the subject that a verdict asks, observe it, form the verdict.

#include <cstdint>
#include <functional>
#include <vector>

#include "grade/evidence_store.hpp"
#include "grade/verdict.hpp"
#include "grade/workspace.hpp"
#include "judge/interview.hpp"

namespace hb::grade {

struct Assessment {
    Workspace workspace;
    Answer answer;
    Exercise exercise;
    judge::Questions questions;  ///< for `values`
    std::uint64_t seed = 0;      ///< all inputs follow from it
    bool seed_requested = false;
    EvidenceStore* evidence = nullptr;  ///< verdicts to reuse where nothing has changed; null: all are judged anew
};

/// One verdict. Whatever the answer does ends in a verdict; UserError is thrown only for what is wrong around it.
[[nodiscard]] Verdict assess(Assessment const& assessment, Kind kind);

/// Told of each verdict as soon as it is known.
using Announce = std::function<void(Verdict const&)>;

/// The verdicts of `kinds` in their order, from the quickest to the slowest. After a failure to compile the rest are
/// not applicable; `fast` is not asked of an answer whose values are wrong.
[[nodiscard]] std::vector<Verdict> assess_all(Assessment const& assessment, std::vector<Kind> const& kinds,
                                              Announce const& announce);

/// True if the explorer is asked about this answer: the exercise has a scenario for it, and the tree the flavour.
[[nodiscard]] bool is_explored(Assessment const& assessment);

/// The verdicts that give points or guard them: those that apply to the exercise.
[[nodiscard]] std::vector<Kind> kinds_of(Exercise const& exercise);

}  // namespace hb::grade
