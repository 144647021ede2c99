/// Threads: creation, join, detach, identity, and what runs when one ends.

#include <pthread.h>

#include <cerrno>

#include "execution.hpp"
#include "interpose.hpp"
#include "isolation.hpp"
#include "program_thread.hpp"
#include "scheduler.hpp"

namespace hb::explore {
namespace {

Real<int(pthread_t*, pthread_attr_t const*, void* (*)(void*), void*)> real_create{"pthread_create"};
Real<int(pthread_t, void**)> real_join{"pthread_join"};
Real<int(pthread_t)> real_detach{"pthread_detach"};
Real<pthread_t()> real_self{"pthread_self"};
Real<int(void (*)(void*), void*, void*)> real_thread_atexit{"__cxa_thread_atexit"};
Real<int(void (*)(void*), void*, void*)> real_atexit{"__cxa_atexit"};

// Handles are the same in every execution: programs hash and print them. No address looks like these.
constexpr pthread_t first_handle = 0x7700'0000'0000;

pthread_t handle_of(int thread) {
    return first_handle + static_cast<pthread_t>(thread);
}

/// Null if there is no such thread.
Thread* thread_of(pthread_t handle) {
    auto const id = handle - first_handle;
    return id < static_cast<pthread_t>(execution.started) ? &threads[id] : nullptr;
}

/// Where a thread of the program begins, and where it ends.
void run_thread() {
    auto& thread = self();
    thread.result = thread.start(thread.argument);
    while (!thread.destructors.empty()) {
        auto const destructor = thread.destructors.back();
        thread.destructors.pop_back();
        destructor.run(destructor.object);
    }
    if (thread.id == 0) {
        execution.main_returned = true;
        if (auto const status = reinterpret_cast<std::intptr_t>(thread.result); status != 0)
            end_execution(Ending::bad_exit, "main returned %ld", static_cast<long>(status));
    }
    leave_finished_thread();
}

int create(pthread_t* handle, bool detached, void* (*start)(void*), void* argument, std::uintptr_t pc) {
    if (execution.started == max_threads)
        end_execution(Ending::unmodelled, "more than %d threads in one execution", max_threads);
    auto const id = execution.started;
    reach_at_once(
        {OpKind::create_thread, 1, reinterpret_cast<std::uintptr_t>(&threads[static_cast<std::size_t>(id)]), pc});
    // Others may have run meanwhile, and may have created threads, if this one was starting itself.
    if (execution.started != id) return create(handle, detached, start, argument, pc);
    ++execution.started;
    auto& creator = self();
    auto& thread = begin_thread(id, start, argument);
    thread.clock = creator.clock;
    thread.clock.advance(id);
    creator.clock.advance(creator.id);
    thread.creator = creator.id;
    thread.starting = true;
    thread.detached = detached;
    *handle = handle_of(id);
    run_new_thread(id);
    return 0;
}

}  // namespace

Thread& begin_thread(int id, void* (*start)(void*), void* argument) {
    auto& thread = threads[static_cast<std::size_t>(id)];
    thread.id = id;
    thread.state = ThreadState::live;
    thread.next = {};
    thread.ready = nullptr;
    thread.woken = thread.timed_out = thread.gives_way = thread.stays_behind = false;
    thread.deadline = 0;
    thread.polls = {};
    thread.clock.clear();
    thread.awaiting_acquire.clear();
    thread.released.clear();
    thread.start = start;
    thread.argument = argument;
    thread.result = nullptr;
    thread.starting = thread.detached = thread.joined = false;
    thread.destructors.clear();
    thread.held.clear();
    thread.calls.clear();
    thread.accesses_since_step = 0;
    engine->start(id, run_thread);
    return thread;
}

}  // namespace hb::explore

using namespace hb::explore;

HB_INTERPOSED int pthread_create(pthread_t* handle, pthread_attr_t const* attributes, void* (*start)(void*),
                                 void* argument) {
    if (!active()) {
        if (engine) return real_create(handle, attributes, start, argument);
        stop_unmodelled("a thread created before main");
    }
    int detach_state = PTHREAD_CREATE_JOINABLE;
    if (attributes) pthread_attr_getdetachstate(attributes, &detach_state);
    return create(handle, detach_state == PTHREAD_CREATE_DETACHED, start, argument, HB_CALLER);
}

HB_INTERPOSED int pthread_join(pthread_t handle, void** result) {
    if (!active()) return real_join(handle, result);
    auto* const target = thread_of(handle);
    if (!target || target->joined || target->detached) return EINVAL;
    if (target == &self()) return EDEADLK;
    self().waits_for = target->id;
    reach({OpKind::join_thread, 1, reinterpret_cast<std::uintptr_t>(target), HB_CALLER}, [](Thread const& waiting) {
        return threads[static_cast<std::size_t>(waiting.waits_for)].state == ThreadState::finished;
    });
    // All that the thread did happens before the return of join.
    self().clock.join(target->clock);
    target->joined = true;
    if (result) *result = target->result;
    return 0;
}

HB_INTERPOSED int pthread_detach(pthread_t handle) {
    if (!active()) return real_detach(handle);
    auto* const target = thread_of(handle);
    if (!target || target->joined || target->detached) return EINVAL;
    target->detached = true;
    return 0;
}

HB_INTERPOSED pthread_t pthread_self() noexcept {
    return active() ? handle_of(execution.running) : real_self();
}

HB_INTERPOSED int __cxa_thread_atexit(void (*run)(void*), void* object, void* module) noexcept {
    if (!active()) return real_thread_atexit(run, object, module);
    self().destructors.push_back({run, object});
    return 0;
}

// Destructors of function-local statics would run once, when the explorer itself exits, on memory of some execution.
HB_INTERPOSED int __cxa_atexit(void (*run)(void*), void* object, void* module) noexcept {
    if (active() && in_program(HB_CALLER)) return 0;
    return real_atexit(run, object, module);
}
