#include "trace.hpp"

#include <unwind.h>

#include <cstring>
#include <utility>

#include "isolation.hpp"

namespace hb::explore {
namespace {

// More than a person reads, less than a runaway program fills memory with.
constexpr std::size_t most_events = 20'000;

/// The plain write of each thread whose new value is not known yet: an index of events, plus one.
std::array<std::size_t, max_threads> unknown_value;

std::uint64_t value_at(Operation const& operation) {
    std::uint64_t value = 0;
    std::memcpy(&value, reinterpret_cast<void const*>(operation.object),
                operation.size < sizeof value ? operation.size : sizeof value);
    return value;
}

_Unwind_Reason_Code stop_in_program(_Unwind_Context* context, void* found) {
    auto const pc = _Unwind_GetIP(context);
    if (!in_program(pc)) return _URC_NO_REASON;
    *static_cast<std::uintptr_t*>(found) = pc;
    return _URC_END_OF_STACK;
}

}  // namespace

Trace trace;

Operation located(Operation operation) {
    if (operation.pc != 0 && !in_program(operation.pc)) _Unwind_Backtrace(stop_in_program, &operation.pc);
    return operation;
}

void clear_trace() {
    trace = {};
    begin_origins();
    unknown_value = {};
}

void trace_operation(Operation const& operation) {
    if (trace.events.size() == most_events) {
        ++trace.forgotten;
        return;
    }
    auto const& thread = self();
    trace.events.push_back({thread.id, operation, false, false, 0, 0, 0, stack_of(thread), home_of(operation.object)});
}

void trace_read(std::uint64_t value) {
    if (trace.forgotten > 0) return;
    auto& event = trace.events.back();
    event.has_old = true;
    event.old_value = value;
}

void trace_weak_read(std::uint64_t value, int overlooked) {
    if (trace.forgotten > 0) return;
    trace_read(value);
    trace.events.back().overlooked = static_cast<std::uint64_t>(overlooked);
}

void trace_updated(std::uint64_t old_value, std::uint64_t new_value) {
    if (trace.forgotten > 0) return;
    auto& event = trace.events.back();
    event.has_old = true;
    event.old_value = old_value;
    event.has_new = true;
    event.new_value = new_value;
}

void trace_plain(Operation const& operation) {
    if (trace.forgotten > 0) return;
    trace_read(value_at(operation));
    if (operation.kind == OpKind::write)
        unknown_value[static_cast<std::size_t>(execution.running)] = trace.events.size();
}

void trace_values_written() {
    auto& index = unknown_value[static_cast<std::size_t>(execution.running)];
    if (index == 0) return;
    auto& event = trace.events[index - 1];
    event.has_new = true;
    event.new_value = value_at(event.operation);
    index = 0;
}

void trace_unfinished() {
    for (int id = 0; id < execution.started; ++id) {
        auto const& thread = threads[static_cast<std::size_t>(id)];
        if (thread.state != ThreadState::live) continue;
        auto const blocked = thread.ready && !thread.ready(thread);
        std::vector<Held> held;
        for (auto const mutex : thread.held)
            held.push_back({mutex, home_of(mutex)});
        trace.unfinished.push_back(
            {id, blocked, thread.next, stack_of(thread), home_of(thread.next.object), std::move(held)});
    }
}

}  // namespace hb::explore
