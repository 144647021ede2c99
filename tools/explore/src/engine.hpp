#pragma once
/// What executes the program's threads, one at a time: `fibers.cpp`, or `os_threads.cpp`.

#include <cstdint>

#include "explore/engine_kind.hpp"

namespace hb::explore {

struct StackRange {
    std::uintptr_t low = 0;  ///< first usable byte; the guard is below
    std::uintptr_t high = 0;
};

/// All functions are called with one thread running at a time, so that none needs a lock.
class Engine {
public:
    virtual ~Engine() = default;

    /// The thread will run `entry` when it is switched to first, with fresh thread-local storage. `entry` never
    /// returns.
    virtual void start(int thread, void (*entry)()) = 0;

    /// Called by thread `from`: goes on with `to`. Returns when somebody switches back.
    virtual void switch_threads(int from, int to) = 0;

    /// Called by a thread that has finished: goes on with `to`, for good.
    [[noreturn]] virtual void switch_for_good(int to) = 0;

    /// Called by the explorer: runs the program from thread `first` on. Returns when a thread calls leave().
    virtual void enter(int first) = 0;

    /// Called by any thread, also in a signal handler: back to the explorer. All threads are abandoned.
    [[noreturn]] virtual void leave() = 0;

    /// Called in a signal handler, while the program runs. True: another kernel thread than the running one was
    /// interrupted, and the signal is sent on to that.
    [[nodiscard]] virtual bool pass_on(int signal) = 0;

    [[nodiscard]] virtual StackRange stack_of(int thread) const = 0;
    [[nodiscard]] virtual std::uintptr_t guard_bytes() const = 0;
};

/// Each is null, with `why` set, if this machine cannot run them. Called before any thread of the program starts.
[[nodiscard]] Engine* make_fibers(char const*& why);
[[nodiscard]] Engine* make_os_threads(char const*& why);

struct MadeEngine {
    Engine* engine = nullptr;  ///< null: none can run here
    EngineKind kind = EngineKind::fibers;
    char const* why = "";  ///< it is not the one wanted, or none
};

/// The engine wanted; OS threads where fibers cannot run. Called once.
[[nodiscard]] MadeEngine make_engine(EngineKind wanted);

}  // namespace hb::explore
