#pragma once
/// Decides which thread goes on.

#include "execution.hpp"
#include "search.hpp"

namespace hb::explore {

/// Called by the running thread before an operation that others can notice. Returns when the thread may perform it:
/// `ready` holds then (null: always), unless it timed out. Others may have run meanwhile.
void reach(Operation const& operation, Ready ready = nullptr);

/// The same, for an operation before which nobody else need run.
void reach_at_once(Operation const& operation);

/// The step under way ends that thread's wait.
void wake(Thread& thread);

/// A choice among `count` values (1 to 64) that is part of the schedule, such as whom to wake.
[[nodiscard]] int choose_value(int count);

/// To be called before a read that would give `value`, or an operation that would fail because of it. True: the thread
/// read that here before (`polls.remember`), and does it again without a step. After many repeats it waits until
/// somebody writes there.
[[nodiscard]] bool polls_again(std::uintptr_t pc, std::uintptr_t object, std::uint16_t size, std::uint64_t value);

/// To be called after such an operation, which fails because of `value` or succeeds. A thread that fails at one place
/// again and again lets all others go first until it succeeds: with two of them, each holding what the other one tries,
/// the same could go on for ever.
void attempted(Operation const& operation, bool succeeded, std::uint64_t value);

/// Goes on with another thread: the running one has finished. Ends the execution if it was the last.
[[noreturn]] void leave_finished_thread();

/// The new thread runs up to its first visible operation, then its creator, the running thread, goes on.
void run_new_thread(int thread);

/// Who makes the choices of the execution.
void set_search(Search& search);

}  // namespace hb::explore
