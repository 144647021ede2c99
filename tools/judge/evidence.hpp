#pragma once
/// What a judge observed. Evidence never says pass or fail: that is `grade`'s work. Every type goes to JSON
/// (evidence_json.hpp), to be read by programs and persons.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "subject/value.hpp"
#include "tsan/report.hpp"

namespace hb::judge {

/// How one conversation with a subject ended.
enum class Outcome {
    answered,          ///< the scenario replied
    threw,             ///< the answer threw an exception on the scenario's thread
    crashed,           ///< the subject was killed by a signal that it caused
    deadlocked,        ///< every thread waits for another, for ever
    timed_out,         ///< a thread was still running when the time was up
    exited,            ///< the subject ended before it replied, or without its end mark
    flooded,           ///< it printed more than the limit
    forged,            ///< what came over the private channel was not a reply to what was asked
    out_of_memory,     ///< its resident memory went over the limit
    out_of_disk,       ///< the files that it wrote went over the limit
    out_of_processes,  ///< it had more processes than the limit
    out_of_threads,    ///< it had more threads than the limit
    missing,           ///< there is no such executable, or it cannot be started
};

/// One request and what came of it.
struct Exchange {
    std::string scenario;
    subject::Values arguments;  ///< with the seed
    Outcome outcome = Outcome::missing;
    subject::Values reply;
    subject::Values expected;  ///< what the judge wanted; empty if this exchange was not compared
    std::vector<std::string>
        complaints;        ///< what the judge found wrong where naming the right value would give it away
    std::string detail;    ///< signal, exit status, text of an exception; of a deadlock, and after the first line of a
                           ///< time-out, who waits where for what
    std::string output;    ///< the beginning of what the student's code printed
    bool replied = false;  ///< whatever happened after the reply
    std::size_t threads_left = 0;  ///< threads that ran on after the reply; 0 also where nobody looked
};

struct Diagnostic {
    std::string file;
    int line = 0;
    int column = 0;
    std::string severity;  ///< error, warning
    std::string text;
};

struct BuildEvidence {
    bool built = false;
    bool worked = false;  ///< something was compiled or linked; otherwise all was up to date
    std::string target;
    std::vector<Diagnostic> diagnostics;  ///< errors before warnings, of both those in the answer first
    std::string log;                      ///< what the compiler said, up to 1 MiB
    std::string stopped;                  ///< why the judge stopped the compiler; empty if it did not
};

struct ValuesEvidence {
    std::uint64_t seed = 0;
    std::vector<Exchange> exchanges;
};

/// One run of the tsan subject.
struct RaceRun {
    Exchange exchange;
    int exit_status = -1;
    bool end_mark = false;
    int canaries_before = 0;  ///< reports of the race that the harness planted before the answer ran; 1 is right
    int canaries_after = 0;
    bool log_cut = false;               ///< TSan's log was longer than is kept: what it lacks, nobody knows
    bool other_processes = false;       ///< there were processes other than the subject: the answer forked
    std::vector<tsan::Report> reports;  ///< all but the canaries
};

struct RacesEvidence {
    std::vector<RaceRun> runs;
    bool fence_used = false;  ///< the answer uses atomic_thread_fence, which TSan does not model
};

struct OverlapEvidence {
    Exchange exchange;
    std::int64_t wanted = 0;
    std::int64_t reached = 0;
};

/// Times of the answer and of the reference in turn, in nanoseconds, validated before they count.
struct PairsEvidence {
    std::vector<double> answer_ns;
    std::vector<double> reference_ns;
    std::vector<double> reference_again_ns;  ///< of A/A pairs, measured when the first pairs did not settle it
    std::vector<double> reference_first_ns;
    double answer_cpu_while_idle_s = 0;  ///< processor time that the stopped answer still used
    bool answer_left_children = false;
    int usable_cores = 0;
    Exchange answer_failure;     ///< outcome answered if none
    Exchange reference_failure;  ///< outcome answered if none
    std::uint64_t seed = 0;
};

/// One place where the answer breaks a rule.
struct RuleFinding {
    std::string rule;  ///< short name: "pragma", "include", "sanitizer token", "macro", "symbol", ...
    int line = 0;      ///< of the answer; 0 where it has none (symbols)
    std::string text;  ///< the token, macro or symbol
    std::string why;   ///< one sentence for the student
};

struct RulesEvidence {
    std::vector<RuleFinding> findings;
    std::string trouble;  ///< why the rules could not be read (the file does not preprocess); empty if they could
    bool fence_used = false;
};

/// What the explorer found over all schedules, or over a stated bound.
struct OutcomesEvidence {
    bool proved = false;  ///< every schedule was tried
    std::int64_t schedules = 0;
    std::vector<std::string> failures;      ///< race, deadlock, livelock, forbidden outcome: one line each
    std::string schedule;                   ///< replays the first failure
    std::vector<std::string> interleaving;  ///< lines that show it, with a column for each thread
    std::string silenced;                   ///< what shows that the explorer did not see all; empty if nothing does
    std::string trouble;                    ///< why the search says nothing; empty if it says something
};

}  // namespace hb::judge
