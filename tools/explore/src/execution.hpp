#pragma once
/// The state of the execution under way. One thread runs at a time, so that nothing here needs a lock.

#include <array>
#include <cstdint>
#include <vector>

#include "clocks.hpp"
#include "engine.hpp"
#include "explore/ending.hpp"
#include "thread.hpp"

namespace hb::explore {

/// What counts as a visible operation, besides synchronisation. Fixed during a search: a schedule means nothing
/// without it.
struct Visibility {
    bool past_races = false;
    bool unlocks = false;
    bool weak_memory = false;                ///< loads may read older stores
    int spurious = 0;                        ///< wakeups that nobody caused, at most, in one execution
    int early_timeouts = 0;                  ///< waits that time out although others could go on, likewise
    std::vector<std::uintptr_t> racy_sites;  ///< return addresses, sorted
};

struct Execution {
    bool active = false;  ///< the program runs: its calls are modelled
    bool tracing = false;
    bool main_returned = false;
    int running = 0;           ///< thread
    Thread* thread = nullptr;  ///< the same, as an object: every access asks for it
    int started = 0;           ///< threads, finished ones included
    int polling = 0;           ///< threads that are blocked in a poll
    int behind = 0;            ///< threads that stay behind
    std::uint64_t number = 0;  ///< of executions so far
    std::uint64_t steps = 0;
    std::uint64_t preemptions = 0;
    int spurious = 0;                   ///< wakeups so far
    int early_timeouts = 0;             ///< so far
    std::uint64_t now_ns = 0;           ///< virtual time
    std::uint64_t collapsed_polls = 0;  ///< reads that cost no step
    std::vector<std::uint8_t> choices;

    Ending ending = Ending::completed;
    std::array<char, 400> text{};          ///< what went wrong
    std::array<std::uintptr_t, 2> race{};  ///< of Ending::data_race: where the two accesses are
};

extern constinit Execution execution;
extern std::array<Thread, max_threads> threads;
extern constinit Engine* engine;

/// Of the search under way.
extern constinit Visibility visibility;
/// What the next search must have: grows while executions run.
extern constinit Visibility wanted_visibility;
extern constinit std::uint64_t step_bound;
/// To end the process is a failure; main has to return.
extern constinit bool must_return;

[[nodiscard]] inline bool active() {
    return execution.active;
}
[[nodiscard]] inline Thread& self() {
    return *execution.thread;
}

/// The thread that is about to run.
inline void set_running(int thread) {
    execution.running = thread;
    execution.thread = &threads[static_cast<std::size_t>(thread)];
}

/// Ends the execution, from a thread of the program.
[[noreturn]] [[gnu::format(printf, 2, 3)]] void end_execution(Ending ending, char const* format, ...);

/// Ends it as it should end.
[[noreturn]] void complete_execution();

/// The same, for a function that the runtime does not model.
[[noreturn]] void stop_unmodelled(char const* name);

}  // namespace hb::explore
