#pragma once
/// What the engine synchronises with, without the synchronisation: it does its work and orders nothing. In the place of
/// the real thing it shows whether the engine needs it, and whether ThreadSanitizer sees that it is missing.

#include <atomic>
#include <cstddef>
#include <thread>

namespace unordered {

/// A barrier in which every access is relaxed.
class Barrier {
public:
    explicit Barrier(std::ptrdiff_t threads) : threads_{threads} {}

    void arrive_and_wait() {
        // relaxed throughout: that is the point.
        auto const phase = phase_.load(std::memory_order_relaxed);
        if (arrived_.fetch_add(1, std::memory_order_relaxed) + 1 == threads_) {
            arrived_.store(0, std::memory_order_relaxed);
            phase_.store(phase + 1, std::memory_order_relaxed);
        }
        while (phase_.load(std::memory_order_relaxed) == phase)
            std::this_thread::yield();
    }

private:
    std::ptrdiff_t const threads_;
    std::atomic<std::ptrdiff_t> arrived_ = 0;
    std::atomic<long> phase_ = 0;
};

/// A number that is no atomic one.
class Counter {
public:
    Counter(std::size_t value) : value_{value} {}
    std::size_t fetch_add(std::size_t more, std::memory_order /*unused*/) {
        auto const before = value_;
        value_ += more;
        return before;
    }
    void store(std::size_t value, std::memory_order /*unused*/) { value_ = value; }

private:
    std::size_t value_;
};

}  // namespace unordered
