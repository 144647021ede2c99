#include "scheduler.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <span>
#include <utility>

#include "causality.hpp"
#include "trace.hpp"

namespace hb::explore {
namespace {

constinit Search* search = nullptr;

void count_step(Thread& thread) {
    thread.accesses_since_step = 0;
    if (++execution.steps > step_bound)
        end_execution(Ending::step_bound, "more than %lu steps", static_cast<unsigned long>(step_bound));
}

/// The text says what there is to choose from: "threads 0 2", "values 0 1".
[[noreturn]] void pause_at(Decision const& decision) {
    std::array<char, 300> text{};  // 64 numbers
    auto end = std::copy_n(decision.of_threads ? "threads" : "values ", 7, text.begin());
    for (auto rest = decision.alternatives; rest != 0; rest &= rest - 1) {
        *end++ = ' ';
        end = std::to_chars(end, text.end(), std::countr_zero(rest)).ptr;
    }
    end_execution(Ending::paused, "%s", text.data());
}

int decide(Decision const& decision) {
    auto const choice = search->choose(decision);
    if (choice == Search::impossible)
        end_execution(Ending::nondeterministic,
                      "the program did not do again what it did with the same choices before");
    if (choice == Search::paused) pause_at(decision);
    if (choice == Search::redundant) end_execution(Ending::redundant, "seen in another order");
    if (is_preemption(decision, choice)) ++execution.preemptions;
    execution.choices.push_back(static_cast<std::uint8_t>(choice));
    return choice;
}

bool can_go_on(Thread const& thread) {
    return thread.state == ThreadState::live && (!thread.ready || thread.timed_out || thread.ready(thread));
}

std::uint64_t threads_that_can_go_on() {
    std::uint64_t mask = 0;
    for (int id = 0; id < execution.started; ++id)
        if (can_go_on(threads[static_cast<std::size_t>(id)])) mask |= std::uint64_t{1} << id;
    return mask;
}

/// Those who stay behind let others go first. If they are all that is left, one goes on, as far as it gets: the first
/// whose next try may succeed.
std::uint64_t without_those_behind(std::uint64_t mask) {
    if (execution.behind == 0) return mask;
    std::uint64_t others = 0;
    std::uint64_t hopeful = 0;
    for (auto rest = mask; rest != 0; rest &= rest - 1) {
        auto const& thread = threads[static_cast<std::size_t>(std::countr_zero(rest))];
        if (!thread.stays_behind) others |= rest & -rest;
        if (thread.stays_behind && thread.may_succeed) hopeful |= rest & -rest;
    }
    if (others != 0) return others;
    return hopeful != 0 ? hopeful & -hopeful : mask & -mask;
}

/// Time passes when nobody can go on: the earliest deadline is reached.
bool let_time_pass() {
    Thread* first = nullptr;
    for (auto& thread : std::span{threads}.first(static_cast<std::size_t>(execution.started)))
        if (thread.state == ThreadState::live && thread.ready && thread.deadline != 0)
            if (!first || thread.deadline < first->deadline) first = &thread;
    if (!first) return false;
    first->timed_out = true;
    execution.now_ns = std::max(execution.now_ns, first->deadline);
    return true;
}

/// Nothing changes any more, but a thread that counts its polls may give up.
bool release_polls() {
    auto released = false;
    for (auto& thread : std::span{threads}.first(static_cast<std::size_t>(execution.started)))
        if (thread.state == ThreadState::live && thread.next.kind == OpKind::poll &&
            thread.polls.released < Polls::releases) {
            ++thread.polls.released;
            thread.woken = true;
            released = true;
        }
    return released;
}

[[noreturn]] void end_without_progress() {
    // When main has returned, the process ends, and whoever still waits with it.
    if (execution.main_returned) complete_execution();
    auto waiting = 0;
    auto polling = 0;
    for (auto const& thread : std::span{threads}.first(static_cast<std::size_t>(execution.started)))
        if (thread.state == ThreadState::live) ++(thread.next.kind == OpKind::poll ? polling : waiting);
    if (polling > 0)
        end_execution(Ending::livelock, "%d threads poll memory that nobody changes, %d wait", polling, waiting);
    end_execution(Ending::deadlock, "%d threads wait for ever", waiting);
}

int choose_thread() {
    auto mask = threads_that_can_go_on();
    if (mask == 0) {
        if (!let_time_pass() && !release_polls()) end_without_progress();
        mask = threads_that_can_go_on();
    }
    mask = without_those_behind(mask);
    if (std::has_single_bit(mask)) {
        auto const only = std::countr_zero(mask);
        if (!search->forced(only)) end_execution(Ending::redundant, "seen in another order");
        return only;
    }

    auto const running = execution.running;
    auto const stays = (mask >> running & 1) != 0;
    auto const free_to_leave = !stays || self().gives_way;
    // The next one in the circle, or the running thread.
    auto const usual =
        free_to_leave ? (running + 1 + std::countr_zero(std::rotr(mask, running + 1))) % max_threads : running;
    return decide({mask, free_to_leave ? -1 : running, usual});
}

void switch_to(int thread) {
    auto const from = execution.running;
    if (thread == from) return;
    set_running(thread);
    engine->switch_threads(from, thread);
}

/// Who polls what this operation changes goes on; who failed there may succeed.
void wake_polls(Operation const& operation) {
    if (!changes_state(operation.kind)) return;
    self().polls.clear();
    if (execution.polling == 0 && execution.behind == 0) return;
    for (auto& thread : std::span{threads}.first(static_cast<std::size_t>(execution.started))) {
        if (thread.state != ThreadState::live) continue;
        if (thread.next.kind == OpKind::poll && thread.polls.watches(operation.object, operation.size))
            thread.woken = true;
        if (thread.stays_behind && thread.polls.failed_at(operation.object, operation.size)) thread.may_succeed = true;
    }
}

void performed(Operation const& operation) {
    count_step(self());
    self().gives_way = false;
    wake_polls(operation);
    if (visibility.weak_memory) note_step(operation);
    search->performed(execution.running, operation);
    if (execution.tracing) trace_operation(operation);
}

/// A new thread hands over to its creator instead of going on.
bool hand_over_to_creator() {
    auto& thread = self();
    if (!thread.starting) return false;
    thread.starting = false;
    switch_to(thread.creator);
    return true;
}

}  // namespace

void set_search(Search& chosen) {
    search = &chosen;
}

void reach(Operation const& operation, Ready ready) {
    auto& thread = self();
    if (execution.tracing) trace_values_written();
    thread.next = execution.tracing ? located(operation) : operation;
    thread.ready = ready;
    if (!hand_over_to_creator()) switch_to(choose_thread());
    thread.ready = nullptr;
    performed(thread.next);
}

void reach_at_once(Operation const& operation) {
    if (execution.tracing) trace_values_written();
    auto& thread = self();
    thread.next = execution.tracing ? located(operation) : operation;
    hand_over_to_creator();
    performed(thread.next);
}

void wake(Thread& thread) {
    thread.woken = true;
    thread.woken_by = execution.steps;
}

int choose_value(int count) {
    if (count == 1) return 0;
    auto const alternatives = ~std::uint64_t{0} >> (64 - count);
    return decide({alternatives, -1, 0, false});
}

bool polls_again(std::uintptr_t pc, std::uintptr_t object, std::uint16_t size, std::uint64_t value) {
    auto& thread = self();
    if (!thread.polls.seen(thread.calls.called_from_here(pc), object, value)) return false;
    ++execution.collapsed_polls;
    if (++thread.polls.repeats <= Polls::free_repeats) return true;
    thread.polls.repeats = 0;
    thread.woken = false;
    ++execution.polling;
    reach({OpKind::poll, size, object, pc}, [](Thread const& waiting) { return waiting.woken; });
    --execution.polling;
    thread.polls.clear();
    return false;
}

void attempted(Operation const& operation, bool succeeded, std::uint64_t value) {
    auto& thread = self();
    auto behind = false;
    if (succeeded) {
        thread.polls.succeeds();
    } else {
        auto const place = thread.calls.called_from_here(operation.pc);
        thread.polls.remember(place, operation.object, value);
        behind = thread.polls.fails_again(place, operation.object);
        thread.may_succeed = false;
    }
    if (std::exchange(thread.stays_behind, behind) != behind) execution.behind += behind ? 1 : -1;
}

void run_new_thread(int thread) {
    switch_to(thread);
}

void leave_finished_thread() {
    auto& thread = self();
    if (execution.tracing) trace_values_written();
    auto const starting = thread.starting;
    thread.starting = false;
    if (!starting) {
        thread.next = {OpKind::exit_thread, 1, reinterpret_cast<std::uintptr_t>(&thread), 0};
        performed(thread.next);
    }
    thread.state = ThreadState::finished;
    if (std::exchange(thread.stays_behind, false)) --execution.behind;
    thread.next = {};
    if (starting) {
        set_running(thread.creator);
        engine->switch_for_good(thread.creator);
    }
    auto others = false;
    for (auto const& other : std::span{threads}.first(static_cast<std::size_t>(execution.started)))
        others = others || other.state == ThreadState::live;
    if (!others) complete_execution();
    auto const next = choose_thread();
    set_running(next);
    engine->switch_for_good(next);
}

}  // namespace hb::explore
