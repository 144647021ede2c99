#pragma once
/// What a thread of the program runs with, in either engine: a kernel thread's thread-local storage, and a stack.

#include <array>
#include <cstddef>
#include <vector>

#include "baton.hpp"
#include "engine.hpp"

namespace hb::explore {

inline constexpr std::size_t guard_size = std::size_t{1} << 16;  // bytes: larger than a frame that jumps over a page

/// For the signal handlers that run in one kernel thread: the program's stack may be what is full.
class HandlerStack {
public:
    /// Called by that kernel thread, for good.
    void use();

private:
    static constexpr std::size_t bytes = std::size_t{1} << 16;
    std::array<char, bytes> memory_;
};

/// A kernel thread and a stack beside its own. They live as long as the process.
class Carrier {
public:
    /// Creates the kernel thread, which runs `body` with this carrier, for ever. Returns when it has called ready();
    /// false: it cannot be created.
    [[nodiscard]] bool create(void (*body)(Carrier&));

    /// Called by the body: what its creator waits for is there.
    void ready() { ready_.pass(); }

    /// The thread-local variables become what a new thread has. Called while nobody uses them.
    void renew_locals() const;

    [[nodiscard]] char* stack_top() const;
    [[nodiscard]] StackRange stack() const;

private:
    /// One module's thread-local variables, as a new thread has them.
    struct Locals {
        char* memory;
        std::vector<char> initial;
    };

    static void* run(void* argument);
    void note_locals();

    void (*body_)(Carrier&) = nullptr;
    std::vector<Locals> locals_;
    char* stack_ = nullptr;  ///< above the guard
    Baton ready_;
};

}  // namespace hb::explore
