/// The instrumentation's calls for plain accesses and for function entry and exit.

#include <cstring>

#include "execution.hpp"
#include "interpose.hpp"
#include "race.hpp"
#include "scheduler.hpp"
#include "trace.hpp"

namespace hb::explore {
namespace {

// A loop that only touches plain memory calls nobody else. At -O0 that many accesses take 20 ms.
constexpr std::uint64_t most_accesses_without_step = 2'000'000;

std::uint64_t value_at(std::uintptr_t address, std::uintptr_t size) {
    std::uint64_t value = 0;
    std::memcpy(&value, reinterpret_cast<void const*>(address), size < sizeof value ? size : sizeof value);
    return value;
}

/// The search makes this place a switch point.
void visible_access(Operation const& operation) {
    auto const is_read = operation.kind == OpKind::read;
    auto const value = [&] { return value_at(operation.object, operation.size); };
    if (is_read && polls_again(operation.pc, operation.object, operation.size, value())) return;
    reach(operation);
    if (is_read) self().polls.remember(self().calls.called_from_here(operation.pc), operation.object, value());
    if (execution.tracing) trace_plain(operation);
}

/// It is none, but a reader of the trace wants to see what raced.
void show_if_racy(Operation const& operation) {
    trace_values_written();
    for (auto const site : wanted_visibility.racy_sites) {
        if (site != operation.pc) continue;
        trace_operation(operation);
        trace_plain(operation);
        return;
    }
}

void access(std::uintptr_t address, std::uintptr_t size, bool writes, std::uintptr_t pc) {
    if (!active() || size == 0) return;
    constexpr std::uintptr_t widest_shown = 0xffff;
    Operation const operation{writes ? OpKind::write : OpKind::read,
                              static_cast<std::uint16_t>(size < widest_shown ? size : widest_shown), address, pc};
    if (is_racy_site(pc))
        visible_access(operation);
    else if (execution.tracing)
        show_if_racy(operation);
    if (++self().accesses_since_step > most_accesses_without_step)
        end_execution(Ending::step_bound, "thread %d makes %lu plain accesses without an operation that others notice",
                      execution.running, static_cast<unsigned long>(most_accesses_without_step));
    check_access(operation, size, writes, Atomicity::plain);
}

std::uintptr_t address_of(void const volatile* object) {
    return reinterpret_cast<std::uintptr_t>(object);
}

}  // namespace
}  // namespace hb::explore

using hb::explore::access;
using hb::explore::address_of;

HB_INTERPOSED void __tsan_init() {}

HB_INTERPOSED void __tsan_func_entry(void* caller) {
    if (!hb::explore::active()) return;
    hb::explore::self().calls.enter(address_of(caller));
    // The function that calls this has saved its own frame pointer there.
    auto const* const saved = static_cast<std::uintptr_t*>(__builtin_frame_address(0));
    if (hb::explore::execution.tracing) hb::explore::enter_frame(HB_CALLER, *saved);
}
HB_INTERPOSED void __tsan_func_exit() {
    if (!hb::explore::active()) return;
    hb::explore::self().calls.leave();
    if (hb::explore::execution.tracing) hb::explore::leave_frame();
}

// One function for each width and way to say it: the compiler's choice, not ours.
#define HB_PLAIN_ACCESSES(bytes)                                      \
    HB_INTERPOSED void __tsan_read##bytes(void* at) {                 \
        access(address_of(at), bytes, false, HB_CALLER);              \
    }                                                                 \
    HB_INTERPOSED void __tsan_write##bytes(void* at) {                \
        access(address_of(at), bytes, true, HB_CALLER);               \
    }                                                                 \
    HB_INTERPOSED void __tsan_unaligned_read##bytes(void* at) {       \
        access(address_of(at), bytes, false, HB_CALLER);              \
    }                                                                 \
    HB_INTERPOSED void __tsan_unaligned_write##bytes(void* at) {      \
        access(address_of(at), bytes, true, HB_CALLER);               \
    }                                                                 \
    HB_INTERPOSED void __tsan_volatile_read##bytes(void* at) {        \
        access(address_of(at), bytes, false, HB_CALLER);              \
    }                                                                 \
    HB_INTERPOSED void __tsan_volatile_write##bytes(void* at) {       \
        access(address_of(at), bytes, true, HB_CALLER);               \
    }                                                                 \
    HB_INTERPOSED void __tsan_read_write##bytes(void* at) {           \
        access(address_of(at), bytes, false, HB_CALLER);              \
        access(address_of(at), bytes, true, HB_CALLER);               \
    }                                                                 \
    HB_INTERPOSED void __tsan_unaligned_read_write##bytes(void* at) { \
        access(address_of(at), bytes, false, HB_CALLER);              \
        access(address_of(at), bytes, true, HB_CALLER);               \
    }
HB_PLAIN_ACCESSES(1)
HB_PLAIN_ACCESSES(2)
HB_PLAIN_ACCESSES(4)
HB_PLAIN_ACCESSES(8)
HB_PLAIN_ACCESSES(16)

HB_INTERPOSED void __tsan_read_range(void* at, std::size_t size) {
    access(address_of(at), size, false, HB_CALLER);
}
HB_INTERPOSED void __tsan_write_range(void* at, std::size_t size) {
    access(address_of(at), size, true, HB_CALLER);
}
HB_INTERPOSED void __tsan_vptr_read(void** at) {
    access(address_of(static_cast<void*>(at)), sizeof *at, false, HB_CALLER);
}
HB_INTERPOSED void __tsan_vptr_update(void** at, void* value) {
    // A constructor of a base class and of the derived one often write the same pointer: no change, no access.
    if (hb::explore::active() && *at != value) access(address_of(static_cast<void*>(at)), sizeof *at, true, HB_CALLER);
}
HB_INTERPOSED void* __tsan_memcpy(void* to, void const* from, std::size_t size) {
    access(address_of(from), size, false, HB_CALLER);
    access(address_of(to), size, true, HB_CALLER);
    return std::memcpy(to, from, size);
}
HB_INTERPOSED void* __tsan_memmove(void* to, void const* from, std::size_t size) {
    access(address_of(from), size, false, HB_CALLER);
    access(address_of(to), size, true, HB_CALLER);
    return std::memmove(to, from, size);
}
HB_INTERPOSED void* __tsan_memset(void* to, int byte, std::size_t size) {
    access(address_of(to), size, true, HB_CALLER);
    return std::memset(to, byte, size);
}
