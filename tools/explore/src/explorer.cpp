/// Takes main's place, and runs the program's main again and again.

#include <sys/syscall.h>
#include <unistd.h>

#include <cstdlib>
#include <map>
#include <memory>

#include "arena.hpp"
#include "execution.hpp"
#include "failures.hpp"
#include "interpose.hpp"
#include "isolation.hpp"
#include "memory_order.hpp"
#include "program_thread.hpp"
#include "race.hpp"
#include "raw_syscall.hpp"
#include "report.hpp"
#include "scheduler.hpp"
#include "settings.hpp"
#include "sync_objects.hpp"
#include "trace.hpp"
#include "virtual_time.hpp"

namespace hb::explore {

constinit Execution execution;
std::array<Thread, max_threads> threads;
constinit Engine* engine = nullptr;
constinit Visibility visibility;
constinit Visibility wanted_visibility;
constinit std::uint64_t step_bound = 0;
constinit bool must_return = false;

namespace {

using Main = int (*)(int, char**, char**);

struct Program {
    Main main;
    int argument_count;
    char** arguments;
    char** environment;
} program;

RuntimeSettings settings;
std::map<Outcome, Tally> outcomes;

void* run_main(void*) {
    auto const status = program.main(program.argument_count, program.arguments, program.environment);
    return reinterpret_cast<void*>(static_cast<std::intptr_t>(status));
}

enum class Tracing : std::uint8_t { off, on };

/// One execution from beginning to end. Its result is in `execution`.
void execute(Search& search, Tracing tracing) {
    restore_snapshot();
    begin_arena();
    begin_sync_objects();
    begin_memory_order();
    begin_races();
    begin_failures();
    if (tracing == Tracing::on) clear_trace();

    execution.tracing = tracing == Tracing::on;
    execution.main_returned = false;
    set_running(0);
    execution.started = 1;
    execution.polling = 0;
    execution.behind = 0;
    ++execution.number;
    execution.steps = 0;
    execution.now_ns = start_of_time_ns;
    execution.collapsed_polls = 0;
    execution.choices.clear();
    begin_thread(0, run_main, nullptr).clock.advance(0);
    search.begin();
    set_search(search);
    execution.active = true;
    engine->enter(0);
}

Schedule schedule_of_execution() {
    Schedule schedule;
    schedule.past_races = visibility.past_races;
    schedule.unlocks_visible = visibility.unlocks;
    for (auto const site : visibility.racy_sites)
        schedule.racy_sites.push_back(program_offset(site));
    schedule.choices = execution.choices;
    return schedule;
}

Outcome outcome_of_execution() {
    Outcome outcome{execution.ending, execution.text.data(), {}};
    take_output(outcome.output);
    return outcome;
}

/// Runs the choices again, with a trace, and reports it as a failure found by `name`.
void replay_and_report(Outcome const& outcome, Schedule const& schedule, std::uint64_t number, char const* name) {
    auto const replay = replay_search(schedule.choices, settings.pause ? AfterChoices::pause : AfterChoices::go_on);
    execute(*replay, Tracing::on);
    report_failure(outcome, schedule, number, name, outcome_of_execution() == outcome);
}

bool visibility_grew() {
    return (wanted_visibility.unlocks && !visibility.unlocks) ||
           (visibility.past_races && wanted_visibility.racy_sites.size() > visibility.racy_sites.size());
}

struct Found {
    bool failure = false;
    Outcome outcome;
    Schedule schedule;
    std::uint64_t number = 0;
};

void count(Outcome const& outcome, Totals& totals) {
    ++totals.executions;
    totals.longest = std::max(totals.longest, execution.steps);
    totals.threads = std::max(totals.threads, execution.started);
    totals.collapsed_polls += execution.collapsed_polls;
    totals.forgot_accesses = totals.forgot_accesses || accesses_were_forgotten();
    // Looking it up first spares the schedule's copy, in all but a few executions.
    auto const place = outcomes.find(outcome);
    if (place != outcomes.end()) {
        ++place->second.count;
        return;
    }
    constexpr std::size_t most_outcomes = 10'000;  // a program that prints addresses has one an execution
    if (outcomes.size() < most_outcomes) outcomes.emplace(outcome, Tally{1, schedule_of_execution()});
}

std::uint64_t now_ns() {
    timespec time{};
    raw_syscall(SYS_clock_gettime, CLOCK_MONOTONIC, reinterpret_cast<long>(&time));
    return nanoseconds(time);
}

constinit std::uint64_t search_began_ns = 0;

bool time_is_up(Totals const& totals) {
    constexpr std::uint64_t executions_between_looks = 64;  // a look at the clock is a system call
    return settings.seconds > 0 && (totals.executions + totals.redundant) % executions_between_looks == 0 &&
           now_ns() - search_began_ns > settings.seconds * nanoseconds_per_second;
}

/// Executions until the search is at its end, finds a failure, or must begin anew with more switch points.
Found search_once(Search& search, Totals& totals) {
    auto bounded = false;
    Found first;
    for (;;) {
        execute(search, Tracing::off);
        auto const outcome = outcome_of_execution();
        if (outcome.ending == Ending::redundant)
            ++totals.redundant;
        else
            count(outcome, totals);
        if (is_failure(outcome.ending) && !first.failure)
            first = {true, outcome, schedule_of_execution(), totals.executions};
        if (first.failure && settings.stop_at_failure) return first;
        bounded = bounded || is_inconclusive(outcome.ending);
        if (visibility_grew() || ends_search(outcome.ending)) return first;
        if (!search.advance()) {
            totals.exhausted = search.exhausted() && !bounded;
            return first;
        }
        if (totals.executions + totals.redundant >= settings.executions || time_is_up(totals)) return first;
    }
}

std::unique_ptr<Search> new_search() {
    switch (settings.strategy) {
        case Strategy::random:
            return random_search(settings.seed);
        case Strategy::dpor:
            // To it an unlock is an operation like others, which another thread's try_lock may not change places with.
            visibility.unlocks = wanted_visibility.unlocks = true;
            return dpor_search();
        default:
            return depth_first_search(settings.preemptions);
    }
}

/// Searches, from the beginning each time that another switch point comes to light.
Found search_to_the_end(Totals& totals) {
    for (;;) {
        auto const search = new_search();
        auto const found = search_once(*search, totals);
        auto const stopped = found.failure && settings.stop_at_failure;
        if (stopped || !visibility_grew() || totals.executions >= settings.executions) return found;
        visibility.unlocks = wanted_visibility.unlocks;
        if (visibility.past_races) visibility.racy_sites = wanted_visibility.racy_sites;
        outcomes.clear();
        totals = {};
    }
}

/// Random executions show which places race: those reached behind the first race, too.
void collect_racy_sites() {
    constexpr int executions = 100;
    auto const search = random_search(settings.seed);
    for (int number = 0; number < executions; ++number) {
        visibility.unlocks = wanted_visibility.unlocks;
        visibility.racy_sites = wanted_visibility.racy_sites;
        execute(*search, Tracing::off);
        if (ends_search(outcome_of_execution().ending)) break;
    }
    visibility.unlocks = wanted_visibility.unlocks;
    visibility.racy_sites = wanted_visibility.racy_sites;
}

/// Searches, reports the failure, the outcomes and the totals; says whether there was a race.
bool run_search(char const* name) {
    outcomes.clear();
    Totals totals;
    search_began_ns = now_ns();
    auto const found = search_to_the_end(totals);
    totals.nanoseconds = now_ns() - search_began_ns;
    if (found.failure) replay_and_report(found.outcome, found.schedule, found.number, name);
    report_outcomes(outcomes);
    report_totals(name, totals);
    return found.failure && found.outcome.ending == Ending::data_race;
}

void explore() {
    visibility.past_races = settings.past_races;
    if (!run_search("search") || !settings.look_past_races) return;
    visibility.past_races = true;
    collect_racy_sites();
    run_search("consequence");
}

void replay() {
    auto const& schedule = settings.schedule;
    visibility.past_races = schedule.past_races;
    visibility.unlocks = schedule.unlocks_visible;
    for (auto const site : schedule.racy_sites)
        visibility.racy_sites.push_back(program_address(site));
    wanted_visibility = visibility;
    Totals totals;
    auto const search = replay_search(schedule.choices, settings.pause ? AfterChoices::pause : AfterChoices::go_on);
    for (int repeat = 0; repeat < settings.repeats; ++repeat) {
        execute(*search, Tracing::off);
        count(outcome_of_execution(), totals);
    }
    // With a race the trace shows what raced, which is known only now.
    replay_and_report(outcomes.begin()->first, schedule, 1, "replay");
    report_outcomes(outcomes);
    report_totals("replay", totals);
}

[[noreturn]] void end_process(int status) {
    raw_syscall(SYS_exit_group, status);
    __builtin_unreachable();
}

int explorer_main(int argument_count, char** arguments, char** environment) {
    program.argument_count = argument_count;
    program.arguments = arguments;
    program.environment = environment;
    std::string fault;
    if (!read_settings(std::getenv("HB_EXPLORE"), settings, fault)) {
        report_error(("HB_EXPLORE has a word that is not understood: " + fault).c_str());
        end_process(2);
    }
    // The descriptor stays ours where the program closes or replaces the standard ones.
    report_to(dup(settings.report_descriptor));
    step_bound = settings.steps;
    must_return = settings.must_return;
    char const* why = nullptr;
    engine = make_fibers(why);
    if (!engine) {
        report_error(why);
        end_process(2);
    }
    reserve_sync_objects();
    reserve_memory_order();
    reserve_races();
    take_snapshot();
    keep_arena();
    install_failure_handlers();
    report_program("/proc/self/exe");
    catch_output();
    settings.strategy == Strategy::replay ? replay() : explore();
    report_end();
    end_process(0);
}

}  // namespace
}  // namespace hb::explore

/// The C library's entry: it calls constructors, then main, which is the explorer's from here on.
HB_INTERPOSED int __libc_start_main(int (*main)(int, char**, char**), int argument_count, char** arguments,
                                    void (*initialise)(), void (*finish)(), void (*finish_loader)(), void* stack_end) {
    using namespace hb::explore;
    using Start = int(Main, int, char**, void (*)(), void (*)(), void (*)(), void*);
    static constinit Real<Start> real_start{"__libc_start_main"};
    program.main = main;
    find_program();
    reserve_arena();
    return real_start(explorer_main, argument_count, arguments, initialise, finish, finish_loader, stack_end);
}
