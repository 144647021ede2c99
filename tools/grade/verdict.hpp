#pragma once
/// Verdicts: formed here, from evidence alone. Catch2 tests, hb and every report show what these functions return.

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grade/lesson.hpp"
#include "judge/evidence.hpp"

namespace hb::grade {

enum class Result {
    pass,
    fail,
    inconclusive,    ///< the machine's fault, never the answer's: costs nothing in self-study, pending in class
    not_applicable,  ///< the exercise has no place for this verdict, or an earlier failure leaves nothing to judge
};

struct Verdict {
    Kind kind = Kind::builds;
    Result result = Result::not_applicable;
    std::string sentence;              ///< what was found, in one sentence
    std::vector<std::string> details;  ///< lines that show it: values, a report in plain words, a compiler's message
    nlohmann::json evidence;
    double seconds = 0;                ///< that judging took
    std::string unchanged_since = {};  ///< when it was judged (UTC, as 2026-01-31T12:00:00Z), if it was not judged now
};

[[nodiscard]] std::string_view name_of(Result result);
[[nodiscard]] Result result_named(std::string_view name);  ///< throws std::invalid_argument

/// `answer` is the student's file, for messages.
[[nodiscard]] Verdict verdict_of(judge::BuildEvidence const& evidence, std::string const& answer);
[[nodiscard]] Verdict verdict_of(judge::ValuesEvidence const& evidence);
[[nodiscard]] Verdict verdict_of(judge::RacesEvidence const& evidence, std::string const& answer);
[[nodiscard]] Verdict verdict_of(judge::OverlapEvidence const& evidence);
[[nodiscard]] Verdict verdict_of(judge::RulesEvidence const& evidence);
[[nodiscard]] Verdict verdict_of(judge::OutcomesEvidence const& evidence);

/// `at_least`: the share of the reference's speed that passes.
[[nodiscard]] Verdict verdict_of(judge::PairsEvidence const& evidence, double at_least);

/// True if more pairs would not change the verdict `fast`.
[[nodiscard]] bool settled(judge::PairsEvidence const& evidence, double at_least);

/// What two detectors say together (docs/architecture.md, "precedence"). `races`: what TSan reported; `of_explored`:
/// its runs of the explorer's own scenario and arguments; `outcomes`: the explorer's. A report that is not about those
/// inputs stands. Where TSan reports the same accesses there and the explorer proves them clean, `race_free` is changed
/// in place: to a pass where TSan is known to be wrong (the answer uses a fence, which it does not model; locks in two
/// orders that cannot meet), else to inconclusive, ours to mend.
/// `answer` is the student's file.
void reconcile(Verdict& race_free, judge::RacesEvidence const& races, judge::RacesEvidence const& of_explored,
               judge::OutcomesEvidence const& outcomes, std::string const& answer);

/// One sentence for an exchange that did not end with an answer.
[[nodiscard]] std::string describe(judge::Exchange const& exchange);

/// Below that sentence: the request, and who waits where for what if nobody went on.
void show_ending(Verdict& verdict, judge::Exchange const& exchange);

/// count_up threads=2 per_thread=1000 seed=7
[[nodiscard]] std::string command_of(judge::Exchange const& exchange);

}  // namespace hb::grade
