#pragma once
/// What happened, event by event. Filled only when an execution is replayed.

#include <cstdint>
#include <span>
#include <vector>

#include "execution.hpp"
#include "origins.hpp"

namespace hb::explore {

struct Event {
    int thread = 0;
    Operation operation;
    bool has_old = false;
    bool has_new = false;
    std::uint64_t old_value = 0;
    std::uint64_t new_value = 0;
    std::uint64_t overlooked = 0;  ///< by a load that read an older store: the stores after it
    Stack stack{};
    Home home{};  ///< of the object
};

/// An access of the race that ended the execution.
struct RacingAccess {
    int thread = 0;
    Operation operation;
    Stack stack{};
    Home home{};
};

/// A mutex that a thread holds.
struct Held {
    std::uintptr_t object = 0;
    Home home{};
};

/// A thread that had not finished when the execution ended, and what it wanted to do next.
struct Unfinished {
    int thread = 0;
    bool blocked = false;
    Operation next;
    Stack stack{};
    Home home{};
    std::vector<Held> held;
};

struct Trace {
    std::vector<Event> events;
    std::vector<RacingAccess> race;  ///< empty, or the later and the earlier access
    std::vector<Unfinished> unfinished;
    std::uint64_t forgotten = 0;  ///< events beyond the limit
};

extern Trace trace;

/// The operation as called from the program: where a library's code performs it, the place is the call of the library.
[[nodiscard]] Operation located(Operation operation);

void clear_trace();
void trace_operation(Operation const& operation);
/// The values of the event traced last.
void trace_read(std::uint64_t value);
void trace_weak_read(std::uint64_t value, int overlooked);
void trace_updated(std::uint64_t old_value, std::uint64_t new_value);
/// A plain access that is about to happen. A plain write tells no value: it is looked up when the thread calls next.
void trace_plain(Operation const& operation);
void trace_values_written();
void trace_unfinished();

}  // namespace hb::explore
