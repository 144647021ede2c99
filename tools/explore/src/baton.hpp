#pragma once
/// By which one kernel thread lets another one run, and waits for its own turn.

#include <linux/futex.h>
#include <sys/syscall.h>

#include <atomic>
#include <cstdint>

#include "raw_syscall.hpp"

namespace hb::explore {

/// Passed by any thread, awaited by one, its owner.
class Baton {
public:
    void pass() {
        // Release: pairs with the acquire in await(), whose caller sees all that was done before.
        passed_.store(1, std::memory_order_release);
        raw_syscall(SYS_futex, address(), FUTEX_WAKE_PRIVATE, 1);
    }

    /// Returns once for each pass().
    void await() {
        // Acquire: pairs with the release in pass().
        while (passed_.exchange(0, std::memory_order_acquire) == 0)
            raw_syscall(SYS_futex, address(), FUTEX_WAIT_PRIVATE, 0);
    }

private:
    [[nodiscard]] long address() { return reinterpret_cast<long>(&passed_); }

    std::atomic<std::uint32_t> passed_{0};
};

}  // namespace hb::explore
