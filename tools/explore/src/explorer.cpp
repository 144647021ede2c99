/// Takes main's place, and runs the program's main again and again.

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "arena.hpp"
#include "execution.hpp"
#include "explorer.hpp"
#include "failures.hpp"
#include "host_channel.hpp"
#include "interpose.hpp"
#include "isolation.hpp"
#include "memory_order.hpp"
#include "minimise.hpp"
#include "one_line.hpp"
#include "pace.hpp"
#include "program_thread.hpp"
#include "race.hpp"
#include "raw_syscall.hpp"
#include "report.hpp"
#include "runs.hpp"
#include "scheduler.hpp"
#include "settings.hpp"
#include "sync_objects.hpp"
#include "trace.hpp"
#include "virtual_time.hpp"
#include "weak_memory.hpp"

namespace hb::explore {

constinit Execution execution;
std::array<Thread, max_threads> threads;
constinit Engine* engine = nullptr;
constinit Visibility visibility;
constinit Visibility wanted_visibility;
constinit std::uint64_t step_bound = 0;
constinit bool must_return = false;
RuntimeSettings settings;
std::map<Outcome, Tally> outcomes;

namespace {

using Main = int (*)(int, char**, char**);

struct Program {
    Main main;
    int argument_count;
    char** arguments;
    char** environment;
} program;

void* run_main(void*) {
    auto const status = program.main(program.argument_count, program.arguments, program.environment);
    return reinterpret_cast<void*>(static_cast<std::intptr_t>(status));
}

}  // namespace

void execute(Search& search, Tracing tracing) {
    restore_snapshot();
    begin_arena();
    begin_sync_objects();
    begin_memory_order();
    if (visibility.weak_memory) begin_weak_memory();
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
    execution.preemptions = 0;
    execution.spurious = 0;
    execution.early_timeouts = 0;
    execution.now_ns = start_of_time_ns;
    execution.collapsed_polls = 0;
    execution.choices.clear();
    begin_thread(0, run_main, nullptr).clock.advance(0);
    search.begin();
    set_search(search);
    execution.active = true;
    engine->enter(0);
}

Schedule schedule_without_choices(Visibility const& visible) {
    Schedule schedule;
    schedule.past_races = visible.past_races;
    schedule.unlocks_visible = visible.unlocks;
    schedule.weak_memory = visible.weak_memory;
    schedule.spurious = visible.spurious;
    schedule.early_timeouts = visible.early_timeouts;
    for (auto const site : visible.racy_sites)
        schedule.racy_sites.push_back(program_offset(site));
    return schedule;
}

Schedule schedule_of_execution() {
    auto schedule = schedule_without_choices(visibility);
    schedule.choices = execution.choices;
    return schedule;
}

namespace {

bool is_allowed(std::string const& output) {
    return settings.allowed.empty() || std::ranges::find(settings.allowed, one_line(output)) != settings.allowed.end();
}

}  // namespace

Outcome outcome_of_execution() {
    Outcome outcome{execution.ending, execution.text.data(), {}};
    take_output(outcome.output);
    if (outcome.ending == Ending::completed && !is_allowed(outcome.output)) {
        outcome.ending = Ending::wrong_output;
        outcome.text = "what was printed is not allowed";
    }
    return outcome;
}

namespace {

/// Runs the choices again, with a trace, and reports it.
void replay_and_report(Failing const& failing, FoundBy const& found_by) {
    auto const replay =
        replay_search(failing.schedule.choices, settings.pause ? AfterChoices::pause : AfterChoices::go_on);
    execute(*replay, Tracing::on);
    auto const replayed = outcome_of_execution() == failing.outcome;
    report_failure(failing.outcome, failing.schedule, found_by, replayed);
}

}  // namespace

void report_found(Found const& found, char const* name) {
    replay_and_report(settings.minimise ? minimise(*found.failure) : *found.failure,
                      {name, found.strategy, found.number});
}

void make_visible(Schedule const& schedule) {
    visibility = {schedule.past_races, schedule.unlocks_visible, schedule.weak_memory,
                  schedule.spurious,   schedule.early_timeouts,  {}};
    for (auto const site : schedule.racy_sites)
        visibility.racy_sites.push_back(program_address(site));
    wanted_visibility = visibility;
}

bool visibility_grew() {
    return (wanted_visibility.unlocks && !visibility.unlocks) ||
           (visibility.past_races && wanted_visibility.racy_sites.size() > visibility.racy_sites.size());
}

namespace {

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

}  // namespace

Found search_once(Search& search, Totals& totals, Pace& pace, std::uint64_t most) {
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
            first = {Failing{outcome, schedule_of_execution()}, totals.executions, search.name(), SearchEnd::bound};
        auto const end = [&first](SearchEnd how) {
            first.end = how;
            return first;
        };
        if (first.failure && settings.stop_at_failure) return end(SearchEnd::stopped);
        bounded = bounded || is_inconclusive(outcome.ending);
        if (visibility_grew()) return end(SearchEnd::grew);
        if (ends_search(outcome.ending)) return end(SearchEnd::stopped);
        if (!search.advance()) {
            totals.exhausted = search.exhausted() && !bounded;
            return end(SearchEnd::done);
        }
        if (totals.executions + totals.redundant >= most || pace.is_over(totals, search)) return end(SearchEnd::bound);
    }
}

namespace {

/// Searches, from the beginning each time that another switch point comes to light.
Found search_to_the_end(Totals& totals, Pace& pace) {
    for (;;) {
        auto const search = new_search({}, 0);
        auto const found = search_once(*search, totals, pace, settings.executions);
        if (found.end != SearchEnd::grew || totals.executions >= settings.executions) return found;
        visibility.unlocks = wanted_visibility.unlocks;
        if (visibility.past_races) visibility.racy_sites = wanted_visibility.racy_sites;
        outcomes.clear();
        totals = {};
    }
}

}  // namespace

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

namespace {

/// Searches, reports the failure, the outcomes and the totals; says whether there was a race whose consequence is to be
/// looked for.
bool run_search(char const* name) {
    outcomes.clear();
    Totals totals;
    Pace pace{name, settings.seconds};
    auto const found = search_to_the_end(totals, pace);
    totals.nanoseconds = pace.elapsed_ns();
    if (found.failure) report_found(found, name);
    report_outcomes(outcomes);
    report_totals(name, totals);
    if (pace.interrupted()) report_interrupted();
    return !pace.interrupted() && found.failure && found.failure->outcome.ending == Ending::data_race;
}

/// One execution for each word, with it as the program's only argument.
void run_planted(std::vector<std::string> const& words) {
    auto const as_it_was = program;
    auto const wanted = wanted_visibility;
    auto const search = replay_search({}, AfterChoices::go_on);
    for (auto word : words) {
        std::array<char*, 3> arguments{as_it_was.arguments[0], word.data(), nullptr};
        program.argument_count = 2;
        program.arguments = arguments.data();
        execute(*search, Tracing::off);
        report_planted(outcome_of_execution());
    }
    program = as_it_was;
    wanted_visibility = wanted;  // planted races are nothing to look past
}

void explore() {
    visibility.past_races = settings.past_races;
    visibility.weak_memory = settings.weak_memory;
    visibility.spurious = settings.spurious;
    visibility.early_timeouts = settings.early_timeouts;
    run_planted(settings.planted_before);
    auto const race = run_search("search");
    // Nothing is set anew before: what the program may have switched off is off.
    run_planted(settings.planted_after);
    if (!race || !settings.look_past_races) return;
    visibility.past_races = true;
    collect_racy_sites();
    run_search("consequence");
}

void replay() {
    auto const& schedule = settings.schedule;
    make_visible(schedule);
    Totals totals;
    Pace pace{"replay", settings.seconds};
    auto const search = replay_search(schedule.choices, settings.pause ? AfterChoices::pause : AfterChoices::go_on);
    for (int repeat = 0; repeat < settings.repeats; ++repeat) {
        execute(*search, Tracing::off);
        count(outcome_of_execution(), totals);
        if (pace.is_over(totals, *search)) break;
    }
    // With a race the trace shows what raced, which is known only now.
    replay_and_report({outcomes.begin()->first, schedule}, {"replay", search->name(), 1});
    report_outcomes(outcomes);
    report_totals("replay", totals);
    if (pace.interrupted()) report_interrupted();
}

[[noreturn]] void end_process(int status) {
    raw_syscall(SYS_exit_group, status);
    __builtin_unreachable();
}

std::string settings_text;

/// Before the program's own code begins, which then finds no settings where they were.
void take_settings() {
    auto* const text = std::getenv("HB_EXPLORE");
    if (!text) return;
    settings_text = text;
    explicit_bzero(text, settings_text.size());
    unsetenv("HB_EXPLORE");
}

/// The same descriptor at another place: the program may close or replace the standard ones, and hits it by no
/// accident.
int keep_for_ourselves(int descriptor) {
    constexpr unsigned lowest = 200;
    constexpr unsigned places = 600;  // below the usual limit of 1024
    unsigned random = 0;
    raw_syscall(SYS_getrandom, reinterpret_cast<long>(&random), sizeof random, 0);
    auto const kept = fcntl(descriptor, F_DUPFD_CLOEXEC, static_cast<int>(lowest + random % places));
    if (kept < 0) return descriptor;
    if (descriptor > STDERR_FILENO) close(descriptor);
    return kept;
}

int explorer_main(int argument_count, char** arguments, char** environment) {
    program.argument_count = argument_count;
    program.arguments = arguments;
    program.environment = environment;
    std::string fault;
    if (!read_settings(settings_text.c_str(), settings, fault)) {
        report_error(("HB_EXPLORE has a word that is not understood: " + fault).c_str());
        end_process(2);
    }
    auto const descriptor = keep_for_ourselves(settings.report_descriptor);
    report_to(descriptor);
    if (settings.host) listen_to_host(descriptor);
    step_bound = settings.steps;
    must_return = settings.must_return;
    auto const made = make_engine(settings.engine);
    engine = made.engine;
    if (!engine) {
        report_error(made.why);
        end_process(2);
    }
    reserve_sync_objects();
    reserve_memory_order();
    reserve_weak_memory();
    reserve_races();
    take_snapshot();
    keep_arena();
    install_failure_handlers();
    report_program("/proc/self/exe");
    report_engine(made.kind, made.why);
    catch_output();
    if (settings.strategy == Strategy::replay)
        replay();
    else if (settings.worker)
        search_parts();
    else
        explore();
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
    take_settings();
    return real_start(explorer_main, argument_count, arguments, initialise, finish, finish_loader, stack_end);
}
