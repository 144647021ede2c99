/// The instrumentation's calls for atomic operations. Each is a switch point; then it is carried out on the memory
/// itself, undisturbed, since nothing else runs.

#include <cstring>

#include "execution.hpp"
#include "interpose.hpp"
#include "memory_order.hpp"
#include "race.hpp"
#include "scheduler.hpp"
#include "trace.hpp"

namespace hb::explore {
namespace {

template <typename T>
std::uint64_t widened(T value) {
    return static_cast<std::uint64_t>(value);
}

template <typename T>
Operation operation_on(T const volatile* object, OpKind kind, std::uintptr_t pc) {
    return {kind, sizeof(T), reinterpret_cast<std::uintptr_t>(object), pc};
}

/// A read of what the thread read here just now (or an operation that comes to the same): it need not be a step.
template <typename T>
bool polls(Operation const& operation, T value) {
    return polls_again(operation.pc, operation.object, operation.size, widened(value));
}

template <typename T>
T load(T const volatile* object, int order, std::uintptr_t pc) {
    if (!active()) return *object;
    auto const operation = operation_on(object, OpKind::atomic_load, pc);
    if (T const value = *object; polls(operation, value)) return value;
    reach(operation);
    check_access(operation, sizeof(T), false, Atomicity::atomic);
    order_load(operation.object, Order(order));
    T const value = *object;
    self().polls.remember(pc, operation.object, widened(value));
    if (execution.tracing) trace_read(widened(value));
    return value;
}

template <typename T>
void store(T volatile* object, T value, int order, std::uintptr_t pc) {
    if (!active()) {
        *object = value;
        return;
    }
    auto const operation = operation_on(object, OpKind::atomic_store, pc);
    reach(operation);
    check_access(operation, sizeof(T), true, Atomicity::atomic);
    order_store(operation.object, Order(order));
    if (execution.tracing) trace_updated(widened(T{*object}), widened(value));
    *object = value;
}

template <typename T, typename Change>
T update(T volatile* object, int order, std::uintptr_t pc, Change change) {
    if (!active()) {
        T const old = *object;
        *object = change(old);
        return old;
    }
    auto const operation = operation_on(object, OpKind::atomic_update, pc);
    // One that changes nothing, such as exchange(true) on a lock that is taken, is a poll.
    if (T const value = *object; change(value) == value && polls(operation, value)) return value;
    reach(operation);
    check_access(operation, sizeof(T), true, Atomicity::atomic);
    order_update(operation.object, Order(order));
    T const old = *object;
    T const changed = change(old);
    *object = changed;
    if (changed == old) self().polls.remember(pc, operation.object, widened(old));
    if (execution.tracing) trace_updated(widened(old), widened(changed));
    return old;
}

/// Returns what was there: `expected` if it was replaced.
template <typename T>
T compare_exchange(T volatile* object, T expected, T desired, int success, int failure, std::uintptr_t pc) {
    if (!active()) {
        T const old = *object;
        if (old == expected) *object = desired;
        return old;
    }
    auto operation = operation_on(object, OpKind::atomic_update, pc);
    if (T const value = *object; value != expected && polls(operation, value)) return value;
    reach(operation);
    T const old = *object;
    if (old == expected) {
        check_access(operation, sizeof(T), true, Atomicity::atomic);
        order_update(operation.object, Order(success));
        *object = desired;
        if (execution.tracing) trace_updated(widened(old), widened(desired));
    } else {
        // A failed one is a load.
        operation.kind = OpKind::atomic_load;
        check_access(operation, sizeof(T), false, Atomicity::atomic);
        order_load(operation.object, Order(failure));
        self().polls.remember(pc, operation.object, widened(old));
        if (execution.tracing) trace_read(widened(old));
    }
    return old;
}

template <typename T>
int compare_exchange_in_place(T volatile* object, T* expected, T desired, int success, int failure, std::uintptr_t pc) {
    T const wanted = *expected;
    T const old = compare_exchange(object, wanted, desired, success, failure, pc);
    if (old == wanted) return 1;
    *expected = old;
    return 0;
}

using Bits8 = std::uint8_t;
using Bits16 = std::uint16_t;
using Bits32 = std::uint32_t;
using Bits64 = std::uint64_t;
__extension__ using Bits128 = unsigned __int128;

}  // namespace
}  // namespace hb::explore

#define HB_UPDATE(bits, name, expression)                                                                            \
    HB_INTERPOSED hb::explore::Bits##bits __tsan_atomic##bits##_##name(hb::explore::Bits##bits volatile* object,     \
                                                                       hb::explore::Bits##bits operand, int order) { \
        using T = hb::explore::Bits##bits;                                                                           \
        return hb::explore::update<T>(object, order, HB_CALLER,                                                      \
                                      [operand]([[maybe_unused]] T old) { return static_cast<T>(expression); });     \
    }

#define HB_ATOMICS(bits)                                                                                              \
    HB_INTERPOSED hb::explore::Bits##bits __tsan_atomic##bits##_load(hb::explore::Bits##bits const volatile* object,  \
                                                                     int order) {                                     \
        return hb::explore::load(object, order, HB_CALLER);                                                           \
    }                                                                                                                 \
    HB_INTERPOSED void __tsan_atomic##bits##_store(hb::explore::Bits##bits volatile* object,                          \
                                                   hb::explore::Bits##bits value, int order) {                        \
        hb::explore::store(object, value, order, HB_CALLER);                                                          \
    }                                                                                                                 \
    HB_UPDATE(bits, exchange, operand)                                                                                \
    HB_UPDATE(bits, fetch_add, old + operand)                                                                         \
    HB_UPDATE(bits, fetch_sub, old - operand)                                                                         \
    HB_UPDATE(bits, fetch_and, old& operand)                                                                          \
    HB_UPDATE(bits, fetch_or, old | operand)                                                                          \
    HB_UPDATE(bits, fetch_xor, old ^ operand)                                                                         \
    HB_UPDATE(bits, fetch_nand, ~(old & operand))                                                                     \
    HB_INTERPOSED int __tsan_atomic##bits##_compare_exchange_strong(                                                  \
        hb::explore::Bits##bits volatile* object, hb::explore::Bits##bits* expected, hb::explore::Bits##bits desired, \
        int success, int failure) {                                                                                   \
        return hb::explore::compare_exchange_in_place(object, expected, desired, success, failure, HB_CALLER);        \
    }                                                                                                                 \
    HB_INTERPOSED int __tsan_atomic##bits##_compare_exchange_weak(                                                    \
        hb::explore::Bits##bits volatile* object, hb::explore::Bits##bits* expected, hb::explore::Bits##bits desired, \
        int success, int failure) {                                                                                   \
        return hb::explore::compare_exchange_in_place(object, expected, desired, success, failure, HB_CALLER);        \
    }                                                                                                                 \
    HB_INTERPOSED hb::explore::Bits##bits __tsan_atomic##bits##_compare_exchange_val(                                 \
        hb::explore::Bits##bits volatile* object, hb::explore::Bits##bits expected, hb::explore::Bits##bits desired,  \
        int success, int failure) {                                                                                   \
        return hb::explore::compare_exchange(object, expected, desired, success, failure, HB_CALLER);                 \
    }
HB_ATOMICS(8)
HB_ATOMICS(16)
HB_ATOMICS(32)
HB_ATOMICS(64)
HB_ATOMICS(128)

HB_INTERPOSED void __tsan_atomic_thread_fence(int order) {
    if (hb::explore::active()) hb::explore::order_fence(hb::explore::Order(order));
}
HB_INTERPOSED void __tsan_atomic_signal_fence(int) {}
