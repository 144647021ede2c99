#pragma once
/// A lesson as lesson.toml describes it: the rubric.

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "judge/rules.hpp"
#include "subject/value.hpp"

namespace hb::grade {

/// The verdicts, in the order in which they are formed: from the quickest to the slowest.
enum class Kind { builds, values, rules, really_parallel, race_free, every_interleaving, fast };

inline constexpr Kind all_kinds[] = {
    Kind::builds, Kind::values, Kind::rules, Kind::really_parallel, Kind::race_free, Kind::every_interleaving,
    Kind::fast};

[[nodiscard]] std::string_view name_of(Kind kind);     ///< "race-free"
[[nodiscard]] Kind kind_named(std::string_view name);  ///< throws std::invalid_argument
[[nodiscard]] std::string_view flavour_of(
    Kind kind);  ///< of the subject that it asks: "plain", "tsan", "bench", "explore"

/// What a verdict asks of a subject.
struct Request {
    std::string scenario;
    subject::Values arguments;
};

/// Arguments of which some are drawn anew for each run.
struct Draw {
    struct Range {
        std::string name;
        std::int64_t from = 0;
        std::int64_t to = 0;  ///< included
    };
    subject::Values fixed;
    std::vector<Range> ranges;
};

struct Exercise {
    std::string name;
    std::string task;
    Kind fails_because = Kind::values;  ///< for what the starter fails
    std::map<Kind, int> points;         ///< its keys are the verdicts that apply
    std::vector<std::string> hints;
    judge::RuleBook rules;
    bool threads_may_outlive = false;  ///< threads may stay after a call has returned, as those of a pool do
    std::string race_scenario;         ///< empty if race-free does not apply
    std::vector<Draw> race_arguments;  ///< the runs take them in turn
    int race_runs = 5;  ///< facts: an always-unordered race shows in nearly every run; five leave no doubt
    std::optional<Request> interleavings;
    std::uint64_t most_executions = 100'000;  ///< of one search for it: a few seconds
    bool weak_memory = false;                 ///< in it, atomic loads also read older values that C++20 lets them read
    std::optional<Request> overlap;
    std::string overlap_reply;
    std::int64_t overlap_wanted = 2;
    std::optional<Request> fast;
    double fast_at_least = 0.5;  ///< share of the reference's speed
};

/// What `hb run` shows: an answer of the kit, asked by hand.
struct Demonstration {
    std::string answer;  ///< "kit/<slug>"
    std::string exercise;
    Request request;
    int runs = 10;
    std::vector<std::string> repairs;  ///< answer sets whose speed `hb demo` compares
};

struct Lesson {
    std::string name;  ///< of the folder: 01_lost_update
    std::string title;
    int minutes = 0;
    std::vector<std::string> prerequisites;
    std::vector<std::string> concepts;
    std::optional<Demonstration> demonstration;
    std::vector<Exercise> exercises;
};

/// Reads lessons/<name>/lesson.toml below `root`. Throws UserError with file and line for what is missing or wrong.
[[nodiscard]] Lesson load_lesson(std::filesystem::path const& root, std::string const& name);

/// The names of all lessons below `root`, in order. Throws UserError if there are none.
[[nodiscard]] std::vector<std::string> lesson_names(std::filesystem::path const& root);

/// What each run of race-free is given: the exercise's arguments in turn, their ranges drawn with the seed.
[[nodiscard]] std::vector<subject::Values> race_arguments_of(Exercise const& exercise, std::uint64_t seed);

/// The exercise of that name; null if the lesson has none.
[[nodiscard]] Exercise const* find_exercise(Lesson const& lesson, std::string_view name);

}  // namespace hb::grade
