/// What the headers in shims/ call: the steps of semaphores, latches, barriers and stop states.

#include "early.hpp"
#include "execution.hpp"
#include "interpose.hpp"
#include "scheduler.hpp"
#include "shims/steps.hpp"
#include "sync_objects.hpp"

namespace hb::explore {
namespace {

constexpr OpKind kind_of(ModelledStep step) {
    return static_cast<OpKind>(static_cast<int>(OpKind::semaphore_acquire) + static_cast<int>(step));
}
static_assert(kind_of(ModelledStep::semaphore_release) == OpKind::semaphore_release);
static_assert(kind_of(ModelledStep::barrier_phase_ends) == OpKind::barrier_phase_ends);

Operation operation_on(ModelledStep step, void const* object, std::uintptr_t pc) {
    if (!active()) stop_unmodelled("a semaphore, latch or barrier before main");
    return {kind_of(step), 1, reinterpret_cast<std::uintptr_t>(object), pc};
}

}  // namespace
}  // namespace hb::explore

using namespace hb::explore;

HB_INTERPOSED void hb_explore_begin(void const* object) noexcept {
    if (active()) sync_object(object).reset();
}

HB_INTERPOSED void hb_explore_step(ModelledStep step, void const* object) noexcept {
    reach(operation_on(step, object, HB_CALLER));
}

HB_INTERPOSED void hb_explore_step_at_once(ModelledStep step, void const* object) noexcept {
    reach_at_once(operation_on(step, object, HB_CALLER));
}

HB_INTERPOSED bool hb_explore_await(ModelledStep step, void const* object, Possible possible, void const* argument,
                                    std::uint64_t deadline) noexcept {
    auto operation = operation_on(step, object, HB_CALLER);
    // Only semaphores are waited for with a deadline.
    if (times_out_early(deadline)) {
        operation.kind = OpKind::semaphore_try_acquire;
        reach(operation);
        pass_time_until(deadline);
        return possible(argument);
    }
    auto& thread = self();
    thread.possible = possible;
    thread.awaited = argument;
    thread.deadline = deadline;
    reach(operation, [](Thread const& waiting) { return waiting.possible(waiting.awaited); });
    thread.deadline = 0;
    thread.timed_out = false;
    return possible(argument);
}

HB_INTERPOSED bool hb_explore_try(ModelledStep step, void const* object, Possible possible) noexcept {
    auto const operation = operation_on(step, object, HB_CALLER);
    if (!possible(object) && polls_again(operation.pc, operation.object, operation.size, 0)) return false;
    reach(operation);
    auto const succeeded = possible(object);
    attempted(operation, succeeded, 0);
    return succeeded;
}

HB_INTERPOSED void hb_explore_release(void const* object) noexcept {
    if (active()) release_into(sync_object(object).released, self());
}

HB_INTERPOSED void hb_explore_acquire(void const* object) noexcept {
    if (active()) self().clock.join(sync_object(object).released);
}

HB_INTERPOSED int hb_explore_thread() noexcept {
    return active() ? self().id : 0;
}
