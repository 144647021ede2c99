#include "early.hpp"

#include <algorithm>

#include "execution.hpp"
#include "scheduler.hpp"

namespace hb::explore {
namespace {

bool may_wake_spuriously() {
    return execution.spurious < visibility.spurious;
}

bool may_time_out(std::uint64_t deadline) {
    return deadline != 0 && execution.early_timeouts < visibility.early_timeouts;
}

}  // namespace

Early choose_early_return(std::uint64_t deadline) {
    auto const spurious = may_wake_spuriously();
    auto const choice = choose_value(1 + (spurious ? 1 : 0) + (may_time_out(deadline) ? 1 : 0));
    if (choice == 0) return Early::no;
    if (spurious && choice == 1) {
        ++execution.spurious;
        return Early::spuriously;
    }
    ++execution.early_timeouts;
    return Early::timed_out;
}

bool times_out_early(std::uint64_t deadline) {
    if (!may_time_out(deadline) || choose_value(2) == 0) return false;
    ++execution.early_timeouts;
    return true;
}

void pass_time_until(std::uint64_t deadline) {
    execution.now_ns = std::max(execution.now_ns, deadline);
}

}  // namespace hb::explore
