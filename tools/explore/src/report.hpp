#pragma once
/// Results, line by line, for the program that shows them (src/host/read_report.cpp). A line is a word and fields, with
/// tabs between; tab, line feed and backslash inside of a field are written `\t`, `\n`, `\\`.

#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "execution.hpp"
#include "explore/schedule.hpp"
#include "search.hpp"

namespace hb::explore {

/// How an execution ended, and what it printed: what an onlooker sees.
struct Outcome {
    Ending ending;
    std::string text;
    std::string output;
    auto operator<=>(Outcome const&) const = default;
};

struct Tally {
    std::uint64_t count = 0;
    Schedule first;  ///< of the first execution with this outcome
};

struct Totals {
    std::uint64_t executions = 0;
    std::uint64_t redundant = 0;  ///< executions beyond those, cut short
    std::uint64_t longest = 0;    ///< steps
    std::uint64_t collapsed_polls = 0;
    std::uint64_t nanoseconds = 0;
    int threads = 0;  ///< at most, in one execution
    bool exhausted = false;
    bool forgot_accesses = false;
};

/// How a failure came to light.
struct FoundBy {
    char const* search;       ///< "search", "consequence" or "replay"
    char const* strategy;     ///< "random", "dpor", ...
    std::uint64_t execution;  ///< the how manieth
};

/// Where the lines go: a file descriptor.
void report_to(int descriptor);
void report_program(char const* path);
/// `why` it is another one than wanted; empty if it is not.
void report_engine(EngineKind engine, char const* why);
/// The failure whose trace lies in `trace`: the execution under way is its replay.
void report_failure(Outcome const& outcome, Schedule const& schedule, FoundBy const& found_by, bool replayed);
void report_outcomes(std::map<Outcome, Tally> const& outcomes);
void report_totals(char const* search, Totals const& totals);
/// How an execution ended in which a bug was planted.
void report_planted(Outcome const& outcome);
void report_error(char const* what);
/// The search was ended because the host asked for it.
void report_interrupted();
/// Of the search under way: `share` of its tree; negative: unknown.
void report_progress(char const* search, Totals const& totals, std::uint64_t nanoseconds, double share);
/// Parts that are no longer explored here, in their order.
void report_given(std::vector<Part> const& parts);
/// Below the last choice of `part` was seen that those of `wanted` have to be tried in its place, unless one of those
/// that are `possible` there is.
void report_wanted(Part const& part, std::uint64_t wanted, std::uint64_t possible);
/// After the totals of a part: how it ended (`End` in part_worker.cpp), and its share of the whole tree.
void report_part_end(char const* how, double share);
/// What the following searches must have as switch points: a schedule without choices.
void report_visibility(Schedule const& visibility);
/// The last line: without it, the runtime did not come to its end.
void report_end();

}  // namespace hb::explore
