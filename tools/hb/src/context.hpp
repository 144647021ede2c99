#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "grade/lesson.hpp"
#include "grade/workspace.hpp"

namespace hb::cli {

/// Exit statuses, documented in docs/cli.md.
inline constexpr int all_well = 0;
inline constexpr int some_verdict_failed = 1;
inline constexpr int wrong_usage = 2;      ///< bad arguments, or something around the program that has to be mended
inline constexpr int nothing_decided = 3;  ///< no verdict failed, but one was inconclusive

inline constexpr char const* exit_statuses =
    "Exit status: 0 all well; 1 a verdict failed; 2 bad arguments, or something to mend first;\n"
    "             3 nothing failed, but a verdict was inconclusive;\n"
    "             4 the toolkit could not be set up or built; 130 interrupted.";

/// One exercise with its lesson.
struct Chosen {
    grade::Lesson lesson;
    grade::Exercise exercise;
};

/// The checkout that hb was built from, and its build tree.
[[nodiscard]] grade::Workspace workspace();

/// Where hb remembers what the student did: .hb in the checkout, or the folder that HB_STATE names.
[[nodiscard]] std::filesystem::path state_folder();

/// What a person names: nothing (every exercise), a lesson (01_lost_update, or 01), an exercise (count_up), or both
/// (01_lost_update/count_up). Throws UserError, with the nearest names, if there is no such thing.
[[nodiscard]] std::vector<Chosen> choose(std::string const& name);

/// The one exercise that a person names. Throws UserError if there is none, or if several are meant.
[[nodiscard]] Chosen choose_one(std::string const& name);

/// Throws UserError, with the sets or the nearest answers of the kit that there are, if there is no such answer set
/// (--answers) or an exercise has no such answer in its kit.
void require_answers(std::vector<Chosen> const& exercises, std::string const& set);

/// Builds a target of the tree and says so meanwhile. Throws UserError, with the compiler's message, if it does not
/// build.
void build_or_throw(std::string const& target);

/// The whole name of a lesson that a person names by it, or by its number. Throws UserError.
[[nodiscard]] std::string lesson_named(std::string const& name);

/// That lesson. Throws UserError.
[[nodiscard]] grade::Lesson choose_lesson(std::string const& name);

}  // namespace hb::cli
