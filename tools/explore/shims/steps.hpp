#pragma once
/// What the headers in this folder call. They take the place of the standard library's: its own barrier, semaphore,
/// latch, stop_token and std::lock are made of many atomic operations, with tens of thousands of schedules; here each
/// call is one step. What is between two steps is atomic: the runtime switches threads nowhere else.

#include <chrono>
#include <cstddef>
#include <cstdint>

/// The state of such an object is synchronised by the steps around it, which the instrumentation knows nothing of.
#define HB_UNSEEN __attribute__((no_sanitize("thread")))

namespace hb::explore {

/// Steps of objects that a header models. In the order of the runtime's OpKind.
enum class ModelledStep : int {
    semaphore_acquire,
    semaphore_try_acquire,
    semaphore_release,
    latch_count_down,
    latch_wait,
    latch_try_wait,
    barrier_arrive,
    barrier_wait,
    barrier_phase_ends
};

/// Says whether a step can happen now. Called while another thread runs: it must be HB_UNSEEN.
using Possible = bool (*)(void const* argument);

inline constexpr std::uint64_t no_deadline = 0;

/// For the runtime: nanoseconds since the epoch of the clock, all of which show the same virtual time.
template <typename Clock, typename Duration>
std::uint64_t deadline_of(std::chrono::time_point<Clock, Duration> const& time) {
    auto const since_epoch = std::chrono::ceil<std::chrono::nanoseconds>(time.time_since_epoch()).count();
    return since_epoch > 0 ? static_cast<std::uint64_t>(since_epoch) : 1;
}

}  // namespace hb::explore

extern "C" {
/// An object begins its life: it knows nothing of what was at its address before.
void hb_explore_begin(void const* object) noexcept;

/// Others may run before it.
void hb_explore_step(hb::explore::ModelledStep step, void const* object) noexcept;

/// One that happens together with what the thread did before.
void hb_explore_step_at_once(hb::explore::ModelledStep step, void const* object) noexcept;

/// Waits until it is possible, or virtual time has reached the deadline: false.
bool hb_explore_await(hb::explore::ModelledStep step, void const* object, hb::explore::Possible possible,
                      void const* argument, std::uint64_t deadline) noexcept;

/// Whether it is possible now, with the object as argument; asking again and again in a loop is one step.
bool hb_explore_try(hb::explore::ModelledStep step, void const* object, hb::explore::Possible possible) noexcept;

/// What the thread did so far happens before what follows each later hb_explore_acquire of the object.
void hb_explore_release(void const* object) noexcept;
void hb_explore_acquire(void const* object) noexcept;

/// Number of the running thread, from 0.
int hb_explore_thread() noexcept;

/// Waits until all those pthread_mutex_t are free, and takes them in one step; each must then be locked once more, in
/// the usual way, which takes no step.
void hb_explore_lock_all(void* const* mutexes, int count) noexcept;
}
