#pragma once
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

/// One exercise with its lesson.
struct Chosen {
    grade::Lesson lesson;
    grade::Exercise exercise;
};

/// The checkout that hb was built from, and its build tree.
[[nodiscard]] grade::Workspace workspace();

/// What a person names: nothing (every exercise), a lesson (01_lost_update, or 01), an exercise (count_up), or both
/// (01_lost_update/count_up). Throws UserError, with the nearest names, if there is no such thing.
[[nodiscard]] std::vector<Chosen> choose(std::string const& name);

/// A lesson by its name or number. Throws UserError.
[[nodiscard]] grade::Lesson choose_lesson(std::string const& name);

}  // namespace hb::cli
