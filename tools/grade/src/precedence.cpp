#include "grade/verdict.hpp"
#include "judge/races.hpp"

namespace hb::grade {
namespace {

/// True if TSan's reports are all that speaks against the answer: nothing crashed, nobody was silenced.
bool only_reports(judge::RacesEvidence const& races) {
    for (auto run : races.runs) {
        run.reports.clear();
        if (!judge::clean(run)) return false;
    }
    return true;
}

}  // namespace

void reconcile(Verdict& race_free, judge::RacesEvidence const& races,
               std::optional<judge::OutcomesEvidence> const& outcomes) {
    if (!outcomes || !only_reports(races)) return;
    bool const explorer_saw_a_race = !outcomes->failures.empty();
    if (race_free.result == Result::fail && outcomes->proved && !explorer_saw_a_race) {
        if (races.fence_used) {
            race_free.result = Result::pass;
            race_free.sentence =
                "ThreadSanitizer reports a race, but it does not model atomic_thread_fence; every interleaving was "
                "proved clean.";
        } else {
            race_free.result = Result::inconclusive;
            race_free.sentence =
                "ThreadSanitizer and the explorer disagree: that is our fault, not the answer's. Please report it.";
        }
    }
}

}  // namespace hb::grade
