#pragma once
/// How a student stands with an exercise: the record of the last check, seen with the exercise and the file as they are
/// now.

#include <string>
#include <string_view>
#include <vector>

#include "grade/lesson.hpp"
#include "progress.hpp"

namespace hb::cli {

/// One verdict that applies to the exercise.
struct VerdictStanding {
    grade::Kind kind = grade::Kind::builds;
    int at_stake = 0;
    RecordedVerdict const* recorded = nullptr;  ///< null: it was not asked; else the Progress must outlive this
};

struct Standing {
    enum class State {
        not_checked,   ///< no verdict is known
        changed,       ///< the file is another one since the last check
        failed,        ///< a verdict failed
        not_complete,  ///< none failed, and some were not asked
        finished,  ///< every verdict was asked, and none failed; one may be inconclusive, which is the machine's fault
    };
    State state = State::not_checked;
    std::vector<VerdictStanding> verdicts;  ///< in the order in which they are formed
    int points = 0;                         ///< of the last check, also if the file has changed since
    int points_pending = 0;                 ///< at stake in inconclusive verdicts
    int points_at_stake = 0;
    int hints_shown = 0;
    std::string checked;  ///< when; empty: never
};

/// `content` is that of the answer's file now (content_of).
[[nodiscard]] Standing standing(grade::Exercise const& exercise, ExerciseRecord const& record,
                                std::string const& content);

/// "not checked yet", "changed since the last check", ...
[[nodiscard]] std::string_view in_words(Standing::State state);

/// The first verdict of a failed exercise that failed, or of an incomplete one that was not asked; null if there is
/// none.
[[nodiscard]] VerdictStanding const* first_open(Standing const& standing);

}  // namespace hb::cli
