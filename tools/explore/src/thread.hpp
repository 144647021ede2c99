#pragma once
/// A thread of the program under test.

#include <array>
#include <cstdint>
#include <vector>

#include "clocks.hpp"
#include "operation.hpp"
#include "polls.hpp"

namespace hb::explore {

/// Return addresses of the functions that a thread is in, innermost last, as the instrumentation reports them.
class CallStack {
public:
    void clear() {
        depth_ = 0;
        callers_known_ = false;
    }
    void enter(std::uintptr_t caller) {
        if (depth_ < kept) frames_[depth_] = caller;
        ++depth_;
        callers_known_ = false;
    }
    void leave() {
        if (depth_ > 0) --depth_;
        callers_known_ = false;
    }
    [[nodiscard]] std::size_t depth() const { return depth_; }
    /// 0: the innermost. 0 is returned for frames beyond the depth that is kept.
    [[nodiscard]] std::uintptr_t frame(std::size_t from_top) const {
        if (from_top >= depth_) return 0;
        auto const index = depth_ - 1 - from_top;
        return index < kept ? frames_[index] : 0;
    }

    /// Tells a place in the code from itself, called from elsewhere: at -O0 each load of an atomic by its conversion is
    /// at one place of the standard library.
    [[nodiscard]] std::uintptr_t called_from_here(std::uintptr_t pc) const {
        if (!callers_known_) callers_ = hash_of_callers();
        callers_known_ = true;
        return (callers_ ^ pc) * multiplier;
    }

private:
    [[nodiscard]] std::uintptr_t hash_of_callers() const {
        constexpr std::size_t frames = 8;
        std::uintptr_t hash = 0;
        for (std::size_t index = 0; index < frames && index < depth_; ++index)
            hash = (hash ^ frame(index)) * multiplier;
        return hash;
    }

    static constexpr std::uintptr_t multiplier = 0x9e3779b97f4a7c15;  // 2^64 / golden ratio
    static constexpr std::size_t kept = 256;                          // frames; deeper ones are only counted
    std::size_t depth_ = 0;
    // An operation asks twice, before it and after it: computed once, as long as the thread stays in its function.
    mutable std::uintptr_t callers_ = 0;
    mutable bool callers_known_ = false;
    std::array<std::uintptr_t, kept> frames_;
};

enum class ThreadState : std::uint8_t { unused, live, finished };

struct Thread;

/// Says whether the thread's next operation can be done now. Called for threads that do not run.
using Ready = bool (*)(Thread const&);

struct Thread {
    int id = 0;
    ThreadState state = ThreadState::unused;

    Operation next;              ///< what it will do when it is scheduled
    Ready ready = nullptr;       ///< null: at any time
    bool woken = false;          ///< what it waited for was signalled
    std::uint64_t woken_by = 0;  ///< the how manieth step of the execution woke it, if one of a waker did
    bool timed_out = false;
    int waits_for = 0;                        ///< for `ready`: the thread that it joins
    bool (*possible)(void const*) = nullptr;  ///< for `ready`: of a step that a header models (modelled_steps.cpp)
    void const* awaited = nullptr;            ///< its argument
    std::uint64_t deadline = 0;               ///< of a blocked operation, virtual nanoseconds; 0: none
    bool gives_way = false;     ///< at a yield or a sleep: another thread may go on without it being a preemption
    bool stays_behind = false;  ///< its tries fail again and again: others go first, as long as they can
    bool may_succeed = false;   ///< since then, somebody did something there
    Polls polls;

    VectorClock clock;             ///< what happened before its next operation
    VectorClock awaiting_acquire;  ///< what relaxed loads read, for a fence that acquires it
    VectorClock released;          ///< its clock at its last fence that releases

    void* (*start)(void*) = nullptr;
    void* argument = nullptr;
    void* result = nullptr;
    int creator = 0;
    bool starting = false;  ///< it runs inside its creator's pthread_create, up to its first visible operation
    bool detached = false;
    bool joined = false;

    struct Destructor {
        void (*run)(void*);
        void* object;
    };
    std::vector<Destructor> destructors;  ///< of its thread_local objects
    std::vector<std::uintptr_t> held;     ///< mutexes

    CallStack calls;
    std::uint64_t accesses_since_step = 0;
};

}  // namespace hb::explore
