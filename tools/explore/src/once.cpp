/// What happens once: call_once, the initialisation of function-local statics; and an order that the standard library
/// makes inside itself, where no instrumentation sees it.

#include <pthread.h>

#include "execution.hpp"
#include "interpose.hpp"
#include "isolation.hpp"
#include "memory_order.hpp"
#include "scheduler.hpp"
#include "sync_objects.hpp"

namespace hb::explore {
namespace {

Real<int(pthread_once_t*, void (*)())> real_once{"pthread_once"};
Real<int(std::uint64_t*)> real_guard_acquire{"__cxa_guard_acquire"};
Real<void(std::uint64_t*)> real_guard_release{"__cxa_guard_release"};
Real<void(std::uint64_t*)> real_guard_abort{"__cxa_guard_abort"};
Real<void(void*)> real_exception_release{"_ZNSt15__exception_ptr13exception_ptr10_M_releaseEv"};

/// SyncObject::count of a once flag or guard.
enum Progress : std::int64_t { untouched = 0, under_way, done };

Operation operation_on(OpKind kind, void const* flag, std::uintptr_t pc) {
    return {kind, 1, reinterpret_cast<std::uintptr_t>(flag), pc};
}

/// True: the running thread is to do it. False: it was done.
bool begin_once(void const* flag, std::uintptr_t pc) {
    for (;;) {
        reach(operation_on(OpKind::call_once, flag, pc));
        auto& state = sync_object(flag);
        if (state.count == done) {
            self().clock.join(state.released);
            return false;
        }
        if (state.count == untouched) {
            state.count = under_way;
            return true;
        }
        reach(operation_on(OpKind::wait_for_once, flag, pc),
              [](Thread const& waiting) { return sync_object(waiting.next.object).count != under_way; });
    }
}

void finish_once(void const* flag, std::uintptr_t pc) {
    reach(operation_on(OpKind::call_once, flag, pc));
    auto& state = sync_object(flag);
    release_into(state.released, self());
    state.count = done;
}

/// It threw: the next one tries again.
void give_up_once(void const* flag) {
    sync_object(flag).count = untouched;
}

int call_once(pthread_once_t* flag, void (*function)(), std::uintptr_t pc) {
    if (!begin_once(flag, pc)) return 0;
    struct GiveUpUnlessDone {
        void const* flag;
        bool finished = false;
        ~GiveUpUnlessDone() {
            if (!finished) give_up_once(flag);
        }
    } guard{flag};
    function();
    guard.finished = true;
    finish_once(flag, pc);
    return 0;
}

/// The Itanium C++ ABI: the first byte of a guard is 1 when the object is there; the compiler looks at it itself.
char& byte_of(std::uint64_t* guard) {
    return *reinterpret_cast<char*>(guard);
}

}  // namespace
}  // namespace hb::explore

using namespace hb::explore;

HB_INTERPOSED int pthread_once(pthread_once_t* flag, void (*function)()) {
    if (!active() || !in_program(HB_CALLER)) return real_once(flag, function);
    return call_once(flag, function, HB_CALLER);
}

HB_INTERPOSED int __cxa_guard_acquire(std::uint64_t* guard) {
    if (!active() || !in_program(HB_CALLER)) return real_guard_acquire(guard);
    // Initialised before main: every thread began later.
    if (byte_of(guard) != 0 && sync_object(guard).count == untouched) return 0;
    return begin_once(guard, HB_CALLER) ? 1 : 0;
}

HB_INTERPOSED void __cxa_guard_release(std::uint64_t* guard) noexcept {
    if (!active() || !in_program(HB_CALLER)) return real_guard_release(guard);
    finish_once(guard, HB_CALLER);
    // Who sees the byte set synchronises with us.
    order_guard(reinterpret_cast<std::uintptr_t>(guard));
    byte_of(guard) = 1;
}

HB_INTERPOSED void __cxa_guard_abort(std::uint64_t* guard) noexcept {
    if (!active() || !in_program(HB_CALLER)) return real_guard_abort(guard);
    give_up_once(guard);
}

// std::exception_ptr counts its references inside the library: who drops the last one destroys the exception, after
// all that the others did with it.
HB_INTERPOSED void hb_explore_release_exception(void** pointer) asm(
    "_ZNSt15__exception_ptr13exception_ptr10_M_releaseEv");
HB_INTERPOSED void hb_explore_release_exception(void** pointer) {
    if (active() && *pointer) {
        auto& state = sync_object(*pointer);
        release_into(state.released, self());
        self().clock.join(state.released);
    }
    real_exception_release(static_cast<void*>(pointer));
}
