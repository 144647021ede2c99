#pragma once
/// Asking a lesson's judge program for verdicts.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "grade/result_json.hpp"

namespace hb::cli {

struct JudgeOptions {
    std::vector<std::string> verdicts;  ///< empty: all
    std::optional<std::uint64_t> seed;  ///< all inputs follow from it; none: drawn
    bool reuse = false;                 ///< give kept verdicts again where nothing that they depend on has changed
};

/// The names of all verdicts, in the order in which they are formed.
[[nodiscard]] std::vector<std::string> verdict_names();

/// The program that judges a lesson's answers and makes its predictions.
[[nodiscard]] std::string judge_program(std::string const& lesson);

/// Asks for the verdicts on one answer, and shows each as it comes (unless `quiet`). Returns the result object of
/// docs/result.schema.json. Throws UserError if the judge could not finish.
[[nodiscard]] nlohmann::json ask_judge(grade::Answer const& answer, JudgeOptions const& options, bool quiet);

/// "  6 of 13 points", for people.
void show_points(nlohmann::json const& result);

}  // namespace hb::cli
