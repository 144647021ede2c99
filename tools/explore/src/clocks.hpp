#pragma once
/// Vector clocks: who has seen how much of whom.

#include <algorithm>
#include <array>
#include <cstdint>

namespace hb::explore {

/// Threads of one execution: their sets fit into a word.
inline constexpr int max_threads = 64;

/// One counter a thread. Only the first `used_` are meaningful, so that programs of two threads do not pay for 64.
class VectorClock {
public:
    VectorClock() = default;
    VectorClock(VectorClock const& other) { *this = other; }
    VectorClock& operator=(VectorClock const& other) {
        used_ = other.used_;
        std::copy_n(other.counters_.begin(), used_, counters_.begin());
        return *this;
    }

    void clear() { used_ = 0; }

    [[nodiscard]] std::uint32_t of(int thread) const {
        return static_cast<std::uint32_t>(thread) < used_ ? counters_[static_cast<std::size_t>(thread)] : 0;
    }

    void advance(int thread) {
        extend(static_cast<std::uint32_t>(thread) + 1);
        ++counters_[static_cast<std::size_t>(thread)];
    }

    /// From now on all that `other` has seen is seen.
    void join(VectorClock const& other) {
        extend(other.used_);
        for (std::uint32_t thread = 0; thread < other.used_; ++thread)
            counters_[thread] = std::max(counters_[thread], other.counters_[thread]);
    }

private:
    void extend(std::uint32_t used) {
        while (used_ < used)
            counters_[used_++] = 0;
    }

    std::uint32_t used_ = 0;
    std::array<std::uint32_t, max_threads> counters_;
};

}  // namespace hb::explore
