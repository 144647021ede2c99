#pragma once
/// Runs a program, linked with the explorer's runtime, in many interleavings, and reads what was found.
///
///     auto const result = hb::explore::explore("./counter", {}, {.strategy = Strategy::depth_first, .preemptions =
///     2}); if (!result.failures.empty()) std::cout << result.failures.front().text << '\n';

#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "explore/ending.hpp"
#include "explore/engine_kind.hpp"
#include "explore/schedule.hpp"

namespace hb::explore {

enum class Strategy : std::uint8_t {
    thorough,     ///< dpor for a moment, random and pct for up to a second, then the rest of dpor
    random,       ///< each choice uniformly, from a seed
    pct,          ///< the thread with the highest of random priorities, which change at a few random points
    depth_first,  ///< all schedules, or all with a bounded number of preemptions
    dpor,         ///< all schedules but those that differ only in the order of independent operations
};

inline constexpr std::array<std::string_view, 5> strategy_names{"thorough", "random", "pct", "depth_first", "dpor"};

[[nodiscard]] constexpr std::string_view name_of(Strategy strategy) {
    return strategy_names[static_cast<std::size_t>(strategy)];
}

/// How far a search has come.
struct Progress {
    std::string search;  ///< its name, as in SearchSeen
    std::uint64_t executions = 0;
    std::uint64_t redundant = 0;
    std::chrono::nanoseconds time{0};
    std::optional<double> share;  ///< of the tree, from 0 to 1: an estimate, which never falls; none if it is unknown
};

struct Settings {
    Strategy strategy = Strategy::thorough;
    EngineKind engine = EngineKind::fibers;  ///< os_threads where they cannot run
    std::filesystem::path harness = {};  ///< a folder whose code is shown only where a program's own is not behind it
    std::vector<std::string> entrance = {};  ///< words before the program: the command of what contains it
    std::optional<int> preemptions =
        std::nullopt;                     ///< bound of depth_first: how often a thread that could go on is interrupted
    std::uint64_t executions = 100'000;   ///< at most, in each search
    std::chrono::seconds time_limit{20};  ///< of each search, which then ends as with the bound of executions
    std::uint64_t seed = 1;
    int depth = 3;                 ///< of pct: the orders of two steps that bring about the bugs it looks for
    bool weak_memory = false;      ///< atomic loads also read older values that C++20 lets them read
    int spurious = 0;              ///< wakeups of condition variables that nobody caused, at most, in one execution
    int early_timeouts = 0;        ///< waits that time out although others could go on, at most, in one execution
    std::uint64_t steps = 20'000;  ///< at most, in one execution
    bool stop_at_failure = true;
    bool minimise = true;         ///< report of a failure its simplest schedule
    bool must_return = false;     ///< exit(0) is a failure, too: what main would have said stays unsaid
    bool look_past_races = true;  ///< after a race, search for its consequence
    std::optional<Schedule> schedule = std::nullopt;  ///< run this one instead of a search
    int repeats = 1;                                  ///< how often, with `schedule`
    bool pause = false;                               ///< with `schedule`: end where it ends, at the next choice
    std::chrono::milliseconds patience{60'000};       ///< without a word from the program: it hangs, and is killed
    int jobs = 1;  ///< processes that search at the same time; 0: one for each usable core
    std::vector<std::string> allowed =
        {};  ///< outputs: without the last line feeds, `|` for each other; another one is a failure. Empty: any

    /// Both are called from the thread that called explore(), while a search runs. About five times a second:
    std::function<void(Progress const&)> on_progress = {};
    /// How often somebody has asked to stop so far; asked ten times a second, and after a signal. Once: the search ends
    /// with what it knows, or is killed if it does not within seconds. Twice: it is killed at once.
    std::function<int()> interrupts = {};
    /// Words with each of which the program is run once more, as its only argument, before the search or after it, to
    /// see whether bugs planted there are found (Result::planted). There is no blank in them. Then one process
    /// searches, whatever `jobs` says.
    std::vector<std::string> planted_before = {};
    std::vector<std::string> planted_after = {};
    bool names = true;  ///< of places and objects, which takes a tenth of a second for a failure
};

/// A line of source code. Empty where nothing is known.
struct Place {
    std::string function;
    std::string file;
    int line = 0;
    int column = 0;
};

struct OperationSeen {
    std::string kind;          ///< "read", "lock", ...: operation_names in src/operation.hpp
    unsigned size = 0;         ///< bytes
    std::string object;        ///< "total", "table[3].key", "account->balance", "thread 2": docs/explorer.md
    Place place;               ///< the innermost line outside of the standard library
    std::vector<Place> stack;  ///< innermost first, all of it
};

struct EventSeen {
    int thread = 0;
    OperationSeen operation;
    std::optional<std::uint64_t> old_value;
    std::optional<std::uint64_t> new_value;
    std::uint64_t overlooked = 0;  ///< of a load under weak memory: stores to the object after the one that it reads
};

/// A thread that had not finished.
struct UnfinishedThread {
    int thread = 0;
    bool blocked = false;
    OperationSeen next;
    std::vector<std::string> held;  ///< mutexes
};

struct OutcomeSeen {
    Ending ending = Ending::completed;
    std::string text;      ///< what went wrong
    std::string output;    ///< what the program printed on its standard output: the first 2000 bytes
    std::string schedule;  ///< of the first execution that ended so
    std::uint64_t count = 0;

    /// False: it is a failure; none: neither good nor bad.
    [[nodiscard]] std::optional<bool> allowed() const;
};

struct Failure {
    Ending ending = Ending::completed;
    std::string text;
    std::string output;
    std::string schedule;           ///< replays it
    std::uint64_t execution = 0;    ///< the how manieth of the search it was
    std::string search;             ///< "search", "consequence", "replay"
    std::string strategy;           ///< which found it: "random", "dpor", ...
    std::uint64_t preemptions = 0;  ///< threads that are interrupted although they could go on
    bool replayed = false;          ///< it ended in the same way when it was run again
    std::vector<EventSeen> race;    ///< the later and the earlier access; empty if it is none
    std::vector<EventSeen> events;
    std::uint64_t forgotten_events = 0;
    std::vector<UnfinishedThread> unfinished;
};

struct SearchSeen {
    std::string name;
    std::uint64_t executions = 0;
    std::uint64_t redundant = 0;  ///< beyond those: cut short, because they would end as one before did
    bool exhausted = false;       ///< every schedule within the bound was run, and each to its end
    std::uint64_t longest = 0;    ///< steps
    int threads = 0;
    std::uint64_t collapsed_polls = 0;  ///< equal reads in a loop that were no switch points
    bool forgot_accesses = false;       ///< a race may have been missed for lack of room
    std::chrono::nanoseconds time{0};
    std::vector<OutcomeSeen> outcomes;
};

struct Result {
    std::string error;                       ///< why there is no result, or only part of one; empty if all is well
    EngineKind engine = EngineKind::fibers;  ///< that ran
    std::string why_engine;                  ///< why it is another one than wanted; empty if it is not
    std::vector<Failure> failures;           ///< of the search, and then the consequence of a race
    std::vector<SearchSeen> searches;
    bool interrupted = false;          ///< before the search was at its end
    std::vector<OutcomeSeen> planted;  ///< of the words in Settings::planted_before, then of planted_after

    /// Nothing failed, in every schedule within the bounds. A random search cannot say so.
    [[nodiscard]] bool proved() const;

    /// Why nothing can be said although nothing failed: an outcome that is neither good nor bad. Null if there is none.
    [[nodiscard]] OutcomeSeen const* inconclusive() const;
};

/// The program's standard input is ours, or empty if that is a terminal; its output is part of the result. May be
/// called from any thread. Nothing of the program is left when it returns; if the calling thread dies, it is killed.
[[nodiscard]] Result explore(std::filesystem::path const& program, std::vector<std::string> const& arguments = {},
                             Settings const& settings = {});

/// Where a program stands after the choices of a schedule, when its threads are moved by hand.
struct Position {
    std::string error;         ///< why there is none; empty if all is well
    Schedule schedule;         ///< that led here
    Failure reached;           ///< how it ended; Ending::paused if it goes on. Its events are what happened so far
    bool of_threads = true;    ///< whether to choose the thread that goes on, or a value, such as which waiter is woken
    std::vector<int> choices;  ///< threads by their numbers, or values; empty if it has ended
};

/// An empty schedule by which threads can be moved by hand: if the program has data races, their accesses are steps.
/// Looks for races by random executions, which takes up to a second.
[[nodiscard]] Schedule schedule_to_begin_with(std::filesystem::path const& program,
                                              std::vector<std::string> const& arguments, Settings settings);

[[nodiscard]] Position position_after(std::filesystem::path const& program, std::vector<std::string> const& arguments,
                                      Settings settings, Schedule const& schedule);

/// "search: 12,345 executions, 4,100 a second, about 37 % of all": at most 80 columns.
[[nodiscard]] std::string to_text(Progress const& progress);
/// For persons: the verdict, the failure with one line an event, the outcomes.
[[nodiscard]] std::string to_text(Result const& result);
/// The failure alone.
[[nodiscard]] std::string to_text(Failure const& failure);
/// For programs.
[[nodiscard]] std::string to_json(Result const& result);

}  // namespace hb::explore
