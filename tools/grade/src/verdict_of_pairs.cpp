#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "grade/median_interval.hpp"
#include "grade/verdict.hpp"
#include "judge/evidence_json.hpp"

namespace hb::grade {
namespace {

/// Numbers of pairs after which the interval is looked at. Odd, so that the median is one of the ratios.
constexpr std::array<std::size_t, 6> looks{9, 13, 19, 27, 41, 61};

/// Each look may err in either direction with this probability; six looks stay below the 0.5 % that the project
/// promises (docs/fast_quality.md has what was measured).
constexpr double miss_at_one_look = 0.0008;

/// An interval whose ends are further apart than this factor says nothing about a bar.
constexpr double noisy = 1.25;

/// A stopped process uses no processor time. A stop that did not arrive within a second (SubjectProcess::pause) is
/// possible on a machine that swaps; what is below this may have been used then.
constexpr double idle_cpu_allowed_s = 0.02;

bool used_idle_time(judge::PairsEvidence const& evidence) {
    return evidence.answer_cpu_while_idle_s > idle_cpu_allowed_s;
}

Interval speed(judge::PairsEvidence const& evidence) {
    return median_interval(ratios(evidence.reference_ns, evidence.answer_ns), miss_at_one_look, evidence.seed);
}

Verdict failed(judge::PairsEvidence const& evidence, std::string sentence) {
    return {Kind::fast, Result::fail, std::move(sentence), {}, evidence};
}

Verdict undecided(judge::PairsEvidence const& evidence, std::string sentence) {
    return {Kind::fast, Result::inconclusive, std::move(sentence), {}, evidence};
}

/// What disqualifies the answer, or keeps the machine from judging, before any number is looked at.
std::optional<Verdict> without_numbers(judge::PairsEvidence const& evidence) {
    auto const& failure = evidence.answer_failure;
    if (evidence.reference_failure.outcome != judge::Outcome::answered) {
        return undecided(evidence,
                         "The reference itself gave no answer in time: " + describe(evidence.reference_failure));
    }
    if (failure.outcome != judge::Outcome::answered) return failed(evidence, describe(failure));
    if (!failure.expected.empty()) {
        auto verdict = failed(evidence, "While it was timed, it gave a value that differs from the reference's.");
        show_ending(verdict, failure);
        return verdict;
    }
    if (evidence.answer_left_children)
        return failed(evidence, "It started other processes, which run on while it is stopped.");
    if (used_idle_time(evidence)) {
        return failed(evidence, fmt::format("It used {:.0f} ms of processor time while it was stopped.",
                                            1000 * evidence.answer_cpu_while_idle_s));
    }
    if (evidence.usable_cores < 2)
        return undecided(evidence, "Only one core may be used here: speed cannot be judged.");
    if (evidence.answer_ns.empty()) return undecided(evidence, "Nothing was timed.");
    return std::nullopt;
}

/// The interval still holds the bar after all pairs. Whose fault is that?
Verdict unsettled(judge::PairsEvidence const& evidence, Interval const& answer, double at_least, Verdict verdict) {
    auto const same = evidence.reference_again_ns.empty()
                          ? Interval{1, 1, 1}
                          : median_interval(ratios(evidence.reference_first_ns, evidence.reference_again_ns),
                                            miss_at_one_look, evidence.seed);
    if (same.high / same.low > noisy) {
        return undecided(evidence,
                         fmt::format("This machine is too noisy now: the reference against itself came out between "
                                     "{:.2f} and {:.2f}. Close other programs and try again.",
                                     same.low, same.high));
    }
    if (answer.high / answer.low > noisy) {
        verdict.result = Result::fail;
        verdict.sentence = fmt::format(
            "Its time varies too much, between {:.2f} and {:.2f} times the reference's speed, while the "
            "reference's own is steady.",
            answer.low, answer.high);
    } else if (answer.middle >= at_least) {
        verdict.result = Result::pass;
    }
    return verdict;
}

}  // namespace

bool settled(judge::PairsEvidence const& evidence, double at_least) {
    if (evidence.answer_left_children || used_idle_time(evidence)) return true;
    if (evidence.usable_cores < 2) return true;
    if (std::find(looks.begin(), looks.end(), evidence.answer_ns.size()) == looks.end()) return false;
    auto const interval = speed(evidence);
    return interval.low >= at_least || interval.high < at_least;
}

Verdict verdict_of(judge::PairsEvidence const& evidence, double at_least) {
    if (auto verdict = without_numbers(evidence)) return *verdict;
    auto const interval = speed(evidence);
    Verdict verdict{Kind::fast, Result::fail, "", {}, evidence};
    verdict.sentence =
        fmt::format("{:.2f} times the reference's speed ({:.2f} to {:.2f}, {} pairs); at least {:.2f} is asked.",
                    interval.middle, interval.low, interval.high, evidence.answer_ns.size(), at_least);
    if (interval.low >= at_least) {
        verdict.result = Result::pass;
    } else if (interval.high >= at_least) {
        return unsettled(evidence, interval, at_least, std::move(verdict));
    }
    return verdict;
}

}  // namespace hb::grade
