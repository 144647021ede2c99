/// The instrumentation's calls for atomic operations. Each is a switch point; then it is carried out on the memory
/// itself, undisturbed, since nothing else runs. Under weak memory a load may read what was there before.

#include <optional>

#include "execution.hpp"
#include "interpose.hpp"
#include "memory_order.hpp"
#include "race.hpp"
#include "scheduler.hpp"
#include "trace.hpp"
#include "weak_memory.hpp"

namespace hb::explore {
namespace {

template <typename T>
std::uint64_t widened(T value) {
    return static_cast<std::uint64_t>(value);
}

/// Do loads of this type read older stores, too? Values of 16 bytes are the last ones.
template <typename T>
bool is_weak() {
    return visibility.weak_memory && sizeof(T) <= sizeof(std::uint64_t);
}

template <typename T>
Operation operation_on(T const volatile* object, OpKind kind, int order, std::uintptr_t pc) {
    Operation operation{kind, sizeof(T), reinterpret_cast<std::uintptr_t>(object), pc};
    operation.sequentially_consistent = visibility.weak_memory && Order(order) == Order::sequentially_consistent;
    return operation;
}

/// What a thread that polls recognises again: the value, or the store that it comes from.
template <typename T>
std::uint64_t mark_of(Operation const& operation, T value) {
    return is_weak<T>() ? version_of(operation, widened(value)) : widened(value);
}

/// A read of what the thread read here just now (or an operation that comes to the same): it need not be a step.
template <typename T>
bool polls(Operation const& operation, T value) {
    return polls_again(operation.pc, operation.object, operation.size, mark_of(operation, value));
}

template <typename T>
void remember(Operation const& operation, T value) {
    self().polls.remember(self().calls.called_from_here(operation.pc), operation.object, mark_of(operation, value));
}

/// The thread's load, or its operation that fails and is one, of the last value.
template <typename T>
T read_last(Operation const& operation, T last, int order) {
    order_load(operation.object, Order(order));
    remember(operation, last);
    if (execution.tracing) trace_read(widened(last));
    return last;
}

/// The same, of any store.
template <typename T>
T read_from(StoreId store, Operation const& operation, T last, int order) {
    auto const value = static_cast<T>(read_store(operation, store, Order(order)));
    if (is_last(operation, store)) remember(operation, last);
    if (execution.tracing) trace_weak_read(widened(value), stores_after(operation, store));
    return value;
}

template <typename T>
T load(T const volatile* object, int order, std::uintptr_t pc) {
    if (!active()) return *object;
    auto const operation = operation_on(object, OpKind::atomic_load, order, pc);
    if (T const value = *object; polls(operation, value)) return value;
    reach(operation);
    check_access(operation, sizeof(T), false, Atomicity::atomic);
    T const last = *object;
    if (!is_weak<T>()) return read_last(operation, last, order);
    return read_from(choose_store(operation, Order(order), widened(last)), operation, last, order);
}

template <typename T>
void store(T volatile* object, T value, int order, std::uintptr_t pc) {
    if (!active()) {
        *object = value;
        return;
    }
    auto const operation = operation_on(object, OpKind::atomic_store, order, pc);
    reach(operation);
    check_access(operation, sizeof(T), true, Atomicity::atomic);
    if (is_weak<T>()) add_store(operation, Order(order), widened(T{*object}), widened(value));
    order_store(operation.object, Order(order));
    if (execution.tracing) trace_updated(widened(T{*object}), widened(value));
    *object = value;
}

/// Replaces the last value by one that depends on it.
template <typename T>
void replace(T volatile* object, Operation const& operation, T value, int order) {
    check_access(operation, sizeof(T), true, Atomicity::atomic);
    if (is_weak<T>()) add_store(operation, Order(order), widened(T{*object}), widened(value));
    order_update(operation.object, Order(order));
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
    auto const operation = operation_on(object, OpKind::atomic_update, order, pc);
    // One that changes nothing, such as exchange(true) on a lock that is taken, is a poll.
    if (T const value = *object; change(value) == value && polls(operation, value)) return value;
    reach(operation);
    T const old = *object;
    T const changed = change(old);
    replace(object, operation, changed, order);
    if (changed == old) remember(operation, old);
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
    auto operation = operation_on(object, OpKind::atomic_update, success, pc);
    if (T const value = *object; value != expected && polls(operation, value)) return value;
    reach(operation);
    T const last = *object;
    // Under weak memory it may fail although the last value is the expected one: it reads an older one.
    std::optional<StoreId> chosen;
    if (is_weak<T>()) chosen = choose_store(operation, Order(failure), widened(last), widened(expected));
    if (last == expected && (!chosen || is_last(operation, *chosen))) {
        replace(object, operation, desired, success);
        return last;
    }
    operation.kind = OpKind::atomic_load;
    check_access(operation, sizeof(T), false, Atomicity::atomic);
    return chosen ? read_from(*chosen, operation, last, failure) : read_last(operation, last, failure);
}

template <typename T>
int compare_exchange_in_place(T volatile* object, T* expected, T desired, int success, int failure, std::uintptr_t pc) {
    T const wanted = *expected;
    T const old = compare_exchange(object, wanted, desired, success, failure, pc);
    if (old == wanted) return 1;
    *expected = old;
    return 0;
}

/// A switch point only where its place in the single total order of sequentially consistent operations matters.
void fence(Order order, std::uintptr_t pc) {
    if (visibility.weak_memory && order == Order::sequentially_consistent) {
        Operation operation{OpKind::fence, 1, 0, pc};
        operation.sequentially_consistent = true;
        reach(operation);
    }
    order_fence(order);
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
    if (hb::explore::active()) hb::explore::fence(hb::explore::Order(order), HB_CALLER);
}
HB_INTERPOSED void __tsan_atomic_signal_fence(int) {}
