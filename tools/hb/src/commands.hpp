#pragma once
/// The commands of hb, one a file. Each returns an exit status (context.hpp) and throws UserError for bad input.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "grade/result_json.hpp"

namespace hb::cli {

struct CheckOptions {
    std::string exercise;  ///< as choose() takes it
    std::string set = "lessons";
    std::vector<std::string> verdicts;  ///< empty: all
    std::string json;                   ///< a file, or "-" for standard output; empty: none
    std::optional<std::uint64_t> seed;
};

int check(CheckOptions const& options);
int doctor();
int list();
int run(std::string const& lesson, bool measure);
int demo();
int test(bool nightly, std::vector<std::string> const& ctest_arguments);

/// Asks the lesson's judge program for the verdicts on one answer, and shows each as it comes (unless `quiet`).
/// Returns the result object of docs/result.schema.json.
[[nodiscard]] nlohmann::json ask_judge(grade::Answer const& answer, CheckOptions const& options, bool quiet);

}  // namespace hb::cli
