#include <algorithm>
#include <filesystem>
#include <set>

#include "grade/verdict.hpp"
#include "judge/evidence_json.hpp"
#include "judge/races.hpp"

namespace hb::grade {
namespace {

/// True if TSan's reports are all that speaks against the answer: nothing crashed, nobody was silenced.
bool only_reports(judge::RacesEvidence const& races) {
    return std::all_of(races.runs.begin(), races.runs.end(), [](judge::RaceRun run) {
        run.reports.clear();
        return judge::clean(run);
    });
}

/// The answer's lines in each report, whichever access came first.
std::set<std::set<int>> places(judge::RacesEvidence const& races, std::string const& answer) {
    std::set<std::set<int>> found;
    for (auto const& run : races.runs) {
        for (auto const& report : run.reports) {
            std::set<int> lines;
            auto const add = [&](std::vector<tsan::Frame> const& stack) {
                auto const frame = tsan::frame_in(stack, std::filesystem::path{answer}.filename().string());
                lines.insert(frame ? frame->line : 0);
            };
            for (auto const& access : report.accesses)
                add(access.stack);
            for (auto const& step : report.lock_order)
                add(step.stack);
            found.insert(lines);
        }
    }
    return found;
}

bool only_inversions(judge::RacesEvidence const& races) {
    return std::all_of(races.runs.begin(), races.runs.end(), [](judge::RaceRun const& run) {
        return std::all_of(run.reports.begin(), run.reports.end(),
                           [](tsan::Report const& report) { return report.kind == tsan::Kind::lock_order_inversion; });
    });
}

/// Why ThreadSanitizer is wrong about what it reports, where it is known to be; else empty.
std::string known_limit(judge::RacesEvidence const& races) {
    if (only_inversions(races)) {
        return "ThreadSanitizer reports locks in two orders, which need not be a deadlock; "
               "the explorer proved that here none comes of it.";
    }
    if (races.fence_used) {
        return "ThreadSanitizer reports a race, but it does not model atomic_thread_fence; "
               "the explorer proved that case free of races in every interleaving.";
    }
    return {};
}

}  // namespace

void reconcile(Verdict& race_free, judge::RacesEvidence const& races, judge::RacesEvidence const& of_explored,
               judge::OutcomesEvidence const& outcomes, std::string const& answer) {
    if (race_free.result != Result::fail || !only_reports(races) || !only_reports(of_explored)) return;
    if (!outcomes.proved || !outcomes.failures.empty()) return;
    auto const reported = places(races, answer);
    auto const there = places(of_explored, answer);
    if (!std::includes(there.begin(), there.end(), reported.begin(), reported.end())) return;
    race_free.evidence["explorer"] = outcomes;
    if (auto const limit = known_limit(races); !limit.empty()) {
        race_free.result = Result::pass;
        race_free.sentence = limit;
        race_free.details.insert(race_free.details.begin(), "What ThreadSanitizer says, and what does not hold here:");
    } else {
        race_free.result = Result::inconclusive;
        race_free.sentence =
            "ThreadSanitizer and the explorer disagree: that is our fault, not the answer's. Please report it.";
    }
}

}  // namespace hb::grade
