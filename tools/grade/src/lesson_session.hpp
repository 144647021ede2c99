#pragma once
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "grade/assess.hpp"

namespace hb::grade {

/// The lesson that this judge program is built for.
extern char const* const this_lesson;

/// What the command line of a judge program chose; set by main before any test runs.
struct Session {
    Workspace workspace;
    std::string lesson;
    std::string set = "lessons";
    std::string exercise;        ///< for the tests of a starter and of the kit
    bool every_verdict = false;  ///< of a kit's answer, not only the decisive one
    std::uint64_t seed = 0;
    bool seed_requested = false;        ///< on the command line, and not drawn
    EvidenceStore* evidence = nullptr;  ///< null: everything is judged anew
};

[[nodiscard]] Session& session();

/// The questions that this program's judge files registered, by exercise.
[[nodiscard]] std::map<std::string, judge::Questions>& registered_questions();

/// Everything that one verdict needs. Throws UserError if the lesson has no such exercise.
[[nodiscard]] Assessment assessment_of(std::string const& exercise);

/// The judge program's word `predict`, with the arguments that follow it. Returns an exit status.
int run_predict(int argc, char** argv);

/// On one line. What a student's code printed need not be UTF-8; JSON must be.
[[nodiscard]] std::string one_line(nlohmann::json const& json);

}  // namespace hb::grade
