#include "grade/assess.hpp"

#include <fmt/format.h>

#include <chrono>

#include "judge/build.hpp"
#include "judge/error.hpp"
#include "judge/outcomes.hpp"
#include "judge/overlap.hpp"
#include "judge/pairs.hpp"
#include "judge/races.hpp"
#include "judge/rules.hpp"
#include "subject/scenario.hpp"
#include "verdict_inputs.hpp"

namespace hb::grade {
namespace {

/// A correct answer to a lesson's question takes milliseconds; ten seconds under ThreadSanitizer on a busy machine is
/// ample.
constexpr std::chrono::milliseconds time_for_one_request{10'000};

judge::Launch launch(Assessment const& assessment, Answer const& answer, std::string_view flavour) {
    auto result = assessment.workspace.launch(answer, flavour);
    result.limits.time = time_for_one_request;
    result.threads_may_outlive = assessment.exercise.threads_may_outlive;
    return result;
}

judge::BuildEvidence build(Assessment const& assessment, Answer const& answer, std::string_view flavour) {
    auto const& workspace = assessment.workspace;
    auto const file = workspace.answer_file(answer);
    if (!std::filesystem::is_regular_file(file)) {
        throw UserError{
            fmt::format("{} {}.", file.string(), std::filesystem::exists(file) ? "is no file" : "does not exist"),
            fmt::format("Restore it: git checkout -- '{}'", file.lexically_relative(workspace.root).string())};
    }
    return judge::build(workspace.tree, Workspace::target(answer, flavour), file);
}

Answer reference_of(Assessment const& assessment) {
    auto reference = assessment.answer;
    reference.set = "solutions";
    return reference;
}

Verdict assess_fast(Assessment const& assessment) {
    auto const& exercise = assessment.exercise;
    judge::PairsRequest request;
    request.answer = launch(assessment, assessment.answer, "bench");
    request.reference = launch(assessment, reference_of(assessment), "bench");
    request.scenario = exercise.fast->scenario;
    request.arguments = exercise.fast->arguments;
    request.seed = assessment.seed;
    auto const enough = [&](judge::PairsEvidence const& evidence) { return settled(evidence, exercise.fast_at_least); };
    return verdict_of(judge::observe_pairs(request, enough), exercise.fast_at_least);
}

judge::OutcomesRequest interleavings_of(Assessment const& assessment) {
    auto const& workspace = assessment.workspace;
    auto const& exercise = assessment.exercise;
    auto arguments = exercise.interleavings->arguments;
    arguments.emplace_back("seed", static_cast<std::int64_t>(subject::mixed(assessment.seed, 0) >> 20U));
    return {workspace.subject(assessment.answer, "explore"),
            workspace.explorer(),
            workspace.harness(),
            exercise.interleavings->scenario,
            arguments,
            exercise.most_executions,
            assessment.seed,
            exercise.weak_memory};
}

/// Asks the explorer about what TSan reports, if both see it on the explorer's small inputs.
void compare_with_explorer(Assessment const& assessment, judge::RacesEvidence const& races, Verdict& verdict) {
    auto const& workspace = assessment.workspace;
    auto const& answer = assessment.answer;
    auto const& exercise = assessment.exercise;
    if (verdict.result != Result::fail || !is_explored(assessment)) return;
    auto const explored = interleavings_of(assessment);
    std::vector<subject::Values> const arguments(static_cast<std::size_t>(exercise.race_runs), explored.arguments);
    auto const same_inputs =
        judge::observe_races(launch(assessment, answer, "tsan"), explored.scenario, arguments, assessment.seed);
    if (same_inputs.runs.empty() || same_inputs.runs.back().reports.empty()) return;
    if (!build(assessment, answer, "explore").built) return;
    reconcile(verdict, races, same_inputs, judge::observe_outcomes(explored), workspace.answer_file(answer).string());
}

Verdict assess_races(Assessment const& assessment) {
    auto const& exercise = assessment.exercise;
    auto const file = assessment.workspace.answer_file(assessment.answer);
    auto evidence = judge::observe_races(launch(assessment, assessment.answer, "tsan"), exercise.race_scenario,
                                         race_arguments_of(exercise, assessment.seed), assessment.seed);
    evidence.fence_used = judge::names_a_fence(file);
    auto verdict = verdict_of(evidence, file.string());
    compare_with_explorer(assessment, evidence, verdict);
    return verdict;
}

/// With the explorer's own compile line, where the answer is explored: an answer must be the same program there.
judge::RulesEvidence observe_rules(Assessment const& assessment) {
    auto const& workspace = assessment.workspace;
    auto subject = workspace.rule_subject(assessment.answer, "plain");
    if (is_explored(assessment)) subject.explored = workspace.rule_subject(assessment.answer, "explore").compile;
    return judge::observe_rules(subject, assessment.exercise.rules);
}

/// Builds what the verdict asks. `fast` asks the reference too.
judge::BuildEvidence build_for(Assessment const& assessment, Kind kind) {
    auto built = build(assessment, assessment.answer, flavour_of(kind));
    if (kind != Kind::fast || !built.built) return built;
    auto const& exercise = assessment.exercise;
    auto const reference = build(assessment, reference_of(assessment), "bench");
    if (!reference.built) {
        throw UserError{fmt::format("The reference solution of {} does not compile:\n{}", exercise.name, reference.log),
                        "Restore it: git checkout -- solutions"};
    }
    return built;
}

Verdict verdict_of_build(Assessment const& assessment, Kind kind, judge::BuildEvidence const& built) {
    auto verdict = verdict_of(built, assessment.workspace.answer_file(assessment.answer).string());
    verdict.kind = kind;
    return verdict;
}

/// Of an answer that compiles in the flavour of this verdict.
Verdict observe(Assessment const& assessment, Kind kind, judge::BuildEvidence const& built) {
    auto const& exercise = assessment.exercise;
    auto const& answer = assessment.answer;
    switch (kind) {
        case Kind::values:
            return verdict_of(
                judge::observe_values(launch(assessment, answer, "plain"), assessment.seed, assessment.questions));
        case Kind::rules:
            return verdict_of(observe_rules(assessment));
        case Kind::really_parallel:
            return verdict_of(judge::observe_overlap(launch(assessment, answer, "plain"), exercise.overlap->scenario,
                                                     exercise.overlap->arguments, assessment.seed,
                                                     exercise.overlap_reply, exercise.overlap_wanted));
        case Kind::race_free:
            return assess_races(assessment);
        case Kind::fast:
            return assess_fast(assessment);
        case Kind::builds:
            return verdict_of_build(assessment, kind, built);
        case Kind::every_interleaving:
            return verdict_of(judge::observe_outcomes(interleavings_of(assessment)));
    }
    return {kind, Result::not_applicable, "Not asked in this exercise.", {}, nullptr};
}

/// The verdict that was formed when all inputs had the same content as now; otherwise a new one, which is kept.
Verdict observe_or_reuse(Assessment const& assessment, Kind kind, judge::BuildEvidence const& built) {
    auto& fingerprints = assessment.evidence->fingerprints();
    auto const inputs = inputs_of(assessment, kind, fingerprints);
    // Where the compiler has just run, what it said is the newest evidence of `builds`.
    bool const newer = kind == Kind::builds && built.worked;
    if (auto kept = newer ? std::nullopt : assessment.evidence->find(inputs)) return *std::move(kept);
    auto verdict = observe(assessment, kind, built);
    // An answer that was saved meanwhile may have been observed in part.
    if (inputs_of(assessment, kind, fingerprints) == inputs) assessment.evidence->keep(inputs, verdict);
    return verdict;
}

}  // namespace

bool is_explored(Assessment const& assessment) {
    return assessment.exercise.interleavings && assessment.workspace.has(assessment.answer, "explore");
}

std::vector<Kind> kinds_of(Exercise const& exercise) {
    std::vector<Kind> kinds;
    for (auto const kind : all_kinds) {
        if (exercise.points.contains(kind)) kinds.push_back(kind);
    }
    return kinds;
}

Verdict assess(Assessment const& assessment, Kind kind) {
    auto const begin = std::chrono::steady_clock::now();
    Verdict verdict{kind, Result::not_applicable, "Not asked in this exercise.", {}, nullptr};
    if (assessment.exercise.points.contains(kind)) {
        auto const built = build_for(assessment, kind);
        if (!built.built) {
            verdict = verdict_of_build(assessment, kind, built);
        } else if (assessment.evidence != nullptr) {
            verdict = observe_or_reuse(assessment, kind, built);
        } else {
            verdict = observe(assessment, kind, built);
        }
    }
    if (verdict.unchanged_since.empty()) {
        verdict.seconds = std::chrono::duration<double>{std::chrono::steady_clock::now() - begin}.count();
    }
    return verdict;
}

std::vector<Verdict> assess_all(Assessment const& assessment, std::vector<Kind> const& kinds,
                                Announce const& announce) {
    std::vector<Verdict> verdicts;
    bool compiles = true;
    bool right = true;
    for (auto const kind : kinds) {
        Verdict verdict{kind, Result::not_applicable, "Not judged: it does not compile.", {}, nullptr};
        if (compiles && kind == Kind::fast && !right) {
            verdict.sentence = "Not judged: a wrong answer is not timed.";
        } else if (compiles) {
            verdict = assess(assessment, kind);
        }
        if (kind == Kind::builds) compiles = verdict.result == Result::pass;
        if (kind == Kind::values) right = verdict.result == Result::pass;
        announce(verdict);
        verdicts.push_back(std::move(verdict));
    }
    return verdicts;
}

}  // namespace hb::grade
