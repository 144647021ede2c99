#pragma once
/// What hb remembers of a student: one file, progress.json, in a folder of the checkout. It is written beside its place
/// and renamed, under a lock: two hb at once lose nothing of each other's.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "grade/verdict.hpp"

namespace hb::cli {

/// What the last check said of one verdict.
struct RecordedVerdict {
    grade::Result result = grade::Result::inconclusive;
    std::string sentence;
};

/// What is known of the student's answer to one exercise. The verdicts are all on the same content.
struct ExerciseRecord {
    int hints_shown = 0;
    std::string answer;   ///< the content that was judged, as content_of() names it; empty if none was
    std::string checked;  ///< when, as now() writes it
    std::map<grade::Kind, RecordedVerdict> verdicts;
};

/// One prediction that was made, in the order in which they were.
struct PredictionRecord {
    std::string lesson;
    std::string about;  ///< the concept, as lesson.toml names it
    int variant = 0;    ///< how many variants of it were asked before
    std::string chosen;
    std::string right;
    std::string when;

    [[nodiscard]] bool holds() const { return chosen == right; }
};

struct Progress {
    std::uint64_t seed = 0;                           ///< the student's: variants follow from it
    std::map<std::string, ExerciseRecord> exercises;  ///< by lesson/exercise
    std::vector<PredictionRecord> predictions;
};

/// What the folder's file holds; a new student's, with a seed drawn, where there is none yet. Any number of processes
/// may read and update at the same time. Throws UserError, and leaves the file alone, if it is broken or was written by
/// a newer version.
[[nodiscard]] Progress load_progress(std::filesystem::path const& folder);

/// Loads, changes and writes as one step; returns what was written. Waits for other processes that do the same, so
/// `change` must be quick. Throws UserError also if the file cannot be written; what it held before is then still
/// there.
Progress update_progress(std::filesystem::path const& folder, std::function<void(Progress&)> const& change);

/// Local time with its offset: 2026-01-31T18:05:00+0100.
[[nodiscard]] std::string now();

}  // namespace hb::cli
