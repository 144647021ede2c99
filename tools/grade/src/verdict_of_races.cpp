#include <fmt/format.h>

#include <sstream>

#include "grade/verdict.hpp"
#include "judge/evidence_json.hpp"
#include "judge/races.hpp"

namespace hb::grade {
namespace {

void show_report(Verdict& verdict, tsan::Report const& report, std::string const& answer) {
    std::istringstream lines{tsan::explain(report, answer)};
    for (std::string line; std::getline(lines, line);)
        verdict.details.push_back(line);
}

/// What the first unclean run shows; reports first, since they teach most.
void show(Verdict& verdict, judge::RaceRun const& run, std::string const& answer) {
    if (!run.reports.empty()) {
        auto const& first = run.reports.front();
        verdict.sentence = first.kind == tsan::Kind::data_race
                               ? "ThreadSanitizer saw a data race."
                               : fmt::format("ThreadSanitizer reports: {}.", first.heading);
        show_report(verdict, first, answer);
        if (run.reports.size() > 1) verdict.details.push_back(fmt::format("... and {} more.", run.reports.size() - 1));
    } else if (run.exchange.outcome != judge::Outcome::answered) {
        verdict.sentence = describe(run.exchange) + " (under ThreadSanitizer)";
        show_ending(verdict, run.exchange);
    } else if (run.log_cut) {
        verdict.sentence = "ThreadSanitizer's log was flooded: what it says behind the first MiB is lost.";
    } else if (run.other_processes) {
        verdict.sentence = "It started other processes: an answer works with threads, which ThreadSanitizer can watch.";
    } else if (!run.end_mark) {
        verdict.sentence = "The program did not come to its end under ThreadSanitizer.";
    } else {
        verdict.sentence = "ThreadSanitizer was silenced: it did not report the races that the judge planted.";
        verdict.details.push_back(
            fmt::format("planted race before the answer: {} reports; after it: {}; exit status {}", run.canaries_before,
                        run.canaries_after, run.exit_status));
        verdict.details.emplace_back("Threads that still run when the call has returned can cause it, too.");
    }
}

}  // namespace

Verdict verdict_of(judge::RacesEvidence const& evidence, std::string const& answer) {
    Verdict verdict{Kind::race_free, Result::pass, "", {}, evidence};
    verdict.sentence = fmt::format("ThreadSanitizer saw no data race in {} runs.", evidence.runs.size());
    for (auto const& run : evidence.runs) {
        if (judge::clean(run)) continue;
        verdict.result = Result::fail;
        show(verdict, run, answer);
        if (evidence.fence_used && !run.reports.empty()) {
            verdict.details.emplace_back("The answer uses a fence, which ThreadSanitizer does not model:");
            verdict.details.emplace_back("put the order on the atomic operations themselves.");
        }
        break;
    }
    if (evidence.runs.empty()) {
        verdict.result = Result::inconclusive;
        verdict.sentence = "It was not run under ThreadSanitizer.";
    }
    return verdict;
}

}  // namespace hb::grade
