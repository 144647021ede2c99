#pragma once
/// The one result model as JSON: docs/result.schema.json, version 1.

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "grade/verdict.hpp"
#include "grade/workspace.hpp"

namespace hb::grade {

inline constexpr std::string_view result_schema = "happens-before/result/1";

/// All verdicts of one answer to one exercise.
struct ExerciseResult {
    Answer answer;
    std::uint64_t seed = 0;
    std::vector<Verdict> verdicts;
};

/// True for the verdict that takes all points of an exercise away: its rules are broken.
[[nodiscard]] bool forfeits(Kind kind, Result result);

/// Full points for a pass, none else. An inconclusive verdict is pending: it gives none, and is counted apart. An
/// exercise with a verdict that forfeits has none in all.
[[nodiscard]] int points_of(Verdict const& verdict, Exercise const& exercise);

[[nodiscard]] nlohmann::json to_result_json(Verdict const& verdict, Exercise const& exercise);
[[nodiscard]] nlohmann::json to_result_json(ExerciseResult const& result, Exercise const& exercise);

/// A verdict as written by to_result_json. Throws nlohmann::json::exception or std::invalid_argument if it is none.
[[nodiscard]] Verdict verdict_from_json(nlohmann::json const& json);

}  // namespace hb::grade
