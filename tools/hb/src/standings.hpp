#pragma once
#include <string>
#include <vector>

#include "context.hpp"
#include "progress.hpp"
#include "standing.hpp"

namespace hb::cli {

struct ExerciseStanding {
    Chosen chosen;
    Standing standing;
};

/// Of every exercise, in order, with the student's files as they are now. `progress` must outlive what is returned.
[[nodiscard]] std::vector<ExerciseStanding> standings(Progress const& progress);

/// Of one exercise.
[[nodiscard]] Standing standing_of(Chosen const& chosen, Progress const& progress);

/// The key of an exercise in Progress::exercises: lesson/exercise.
[[nodiscard]] std::string key_of(Chosen const& chosen);

/// The shortest name by which choose() finds it: the exercise's own, or with the lesson's number before it where
/// another lesson has one of that name.
[[nodiscard]] std::string short_name(Chosen const& chosen);

/// The student's answer.
[[nodiscard]] grade::Answer own_answer(Chosen const& chosen);

}  // namespace hb::cli
