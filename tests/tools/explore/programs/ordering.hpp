#pragma once
// Objects that order what different threads do, by many means. Each takes whether it is to order anything: without
// that, the same program runs on, and what was ordered is not.
#include <array>
#include <atomic>
#include <barrier>
#include <condition_variable>
#include <future>
#include <latch>
#include <mutex>
#include <semaphore>
#include <shared_mutex>
#include <thread>

/// Whether one operation orders, or does nothing but what the program needs to go on.
enum class Guarding : bool { off, on };

/// Raised by one thread, noticed by another, which from then on is ordered behind the first. Used once.
class Signal {
public:
    enum class Means {
        // Whoever looks too early goes on without.
        store,
        update,
        fences,
        // Whoever comes too early waits.
        polling,
        atomic_wait,
        semaphore,
        latch,
        barrier,
        condition_variable,
        promise,
    };
    static constexpr int kinds_of_means = static_cast<int>(Means::promise) + 1;
    static constexpr int kinds_not_awaited = static_cast<int>(Means::polling);

    explicit Signal(Means means) : means_{means} {}

    [[nodiscard]] static bool is_awaited(Means means) { return means >= Means::polling; }
    [[nodiscard]] bool is_awaited() const { return is_awaited(means_); }

    /// `variant` chooses among equivalent memory orders.
    void raise(int variant, Guarding guarding);
    /// False if it was not raised yet.
    [[nodiscard]] bool notice(int variant, Guarding guarding);

    /// Changes the atomic object in the midst of its release sequence, which goes on.
    // relaxed: orders nothing; whoever acquires its value synchronises with the head of the sequence.
    void pass_on() { flag_.fetch_add(2, std::memory_order_relaxed); }

private:
    bool look(int variant, std::memory_order order);
    void wait();

    Means means_;
    std::atomic<int> flag_ = 0;  ///< odd: it was raised
    std::binary_semaphore semaphore_{0};
    std::latch latch_{1};
    std::barrier<> barrier_{2};
    std::mutex mutex_;
    std::condition_variable condition_;
    bool raised_ = false;
    std::promise<void> promise_;
};

inline void Signal::raise(int variant, Guarding guarding) {
    // Each of them releases what the thread did: it pairs with the acquire operations in look() and wait().
    constexpr std::array release{std::memory_order_release, std::memory_order_acq_rel, std::memory_order_seq_cst};
    constexpr std::array release_store{std::memory_order_release, std::memory_order_seq_cst};
    auto const order = release[static_cast<std::size_t>(variant) % release.size()];
    auto const store_order = release_store[static_cast<std::size_t>(variant) % release_store.size()];
    auto const on = guarding == Guarding::on;
    switch (means_) {
        case Means::store:
            // relaxed: the guard that is taken away.
            return flag_.store(1, on ? store_order : std::memory_order_relaxed);
        case Means::update:
            flag_.fetch_or(1, on ? order : std::memory_order_relaxed);
            return;
        case Means::fences:
            // No acquire fence as well: that would order what the thread noticed by relaxed operations before.
            if (on) std::atomic_thread_fence(std::memory_order_release);
            // relaxed: the fence before it orders.
            return flag_.store(1, std::memory_order_relaxed);
        case Means::polling:
            return flag_.store(1, store_order);
        case Means::atomic_wait:
            flag_.store(1, store_order);
            return flag_.notify_all();
        case Means::semaphore:
            return semaphore_.release();
        case Means::latch:
            return latch_.count_down();
        case Means::barrier:
            (void)barrier_.arrive();
            return;
        case Means::condition_variable: {
            {
                std::lock_guard const lock{mutex_};
                raised_ = true;
            }
            return condition_.notify_one();
        }
        case Means::promise:
            return promise_.set_value();
    }
}

inline bool Signal::notice(int variant, Guarding guarding) {
    auto const on = guarding == Guarding::on;
    if (is_awaited()) {
        if (on) wait();
        return true;
    }
    if (means_ != Means::fences) return look(variant, on ? std::memory_order_acquire : std::memory_order_relaxed);
    // relaxed: the fence behind it orders. It pairs with the fence in raise(), and is no release fence itself: that
    // would order what the same thread raises by relaxed operations from then on.
    auto const raised = look(variant, std::memory_order_relaxed);
    if (on) std::atomic_thread_fence(std::memory_order_acquire);
    return raised;
}

inline bool Signal::look(int variant, std::memory_order order) {
    constexpr int never = -1;  // no value of the flag
    auto value = never;
    switch (variant % 3) {
        case 0:
            value = flag_.load(order);
            break;
        case 1:
            value = flag_.fetch_or(0, order);
            break;
        default:
            // It fails: what it orders is its second order. release: as the first it is nothing's partner.
            flag_.compare_exchange_strong(value, never, std::memory_order_release, order);
    }
    return value % 2 != 0;
}

inline void Signal::wait() {
    switch (means_) {
        case Means::semaphore:
            return semaphore_.acquire();
        case Means::latch:
            return latch_.wait();
        case Means::barrier:
            return barrier_.arrive_and_wait();
        case Means::condition_variable: {
            std::unique_lock lock{mutex_};
            return condition_.wait(lock, [this] { return raised_; });
        }
        case Means::promise:
            return promise_.get_future().wait();
        case Means::atomic_wait:
            // acquire: pairs with the store in raise().
            return flag_.wait(0, std::memory_order_acquire);
        default:
            // acquire: likewise.
            while (flag_.load(std::memory_order_acquire) == 0)
                std::this_thread::yield();
    }
}

/// Lets one thread in at a time, or several that only read.
class Lock {
public:
    enum class Means { mutex, tried_mutex, shared_mutex, spinning, semaphore };
    static constexpr int kinds_of_means = static_cast<int>(Means::semaphore) + 1;

    explicit Lock(Means means) : means_{means} {}

    [[nodiscard]] bool lets_readers_in() const { return means_ == Means::shared_mutex; }

    /// Calls `body` while the lock is held; not at all if the lock is only tried, and somebody else holds it.
    template <typename Body>
    void section(bool reads_only, Guarding guarding, Body body) {
        if (guarding == Guarding::off) return body();
        switch (means_) {
            case Means::mutex: {
                std::lock_guard const lock{mutex_};
                return body();
            }
            case Means::tried_mutex: {
                std::unique_lock const lock{mutex_, std::try_to_lock};
                if (lock) body();
                return;
            }
            case Means::shared_mutex: {
                std::unique_lock alone{shared_, std::defer_lock};
                std::shared_lock together{shared_, std::defer_lock};
                reads_only ? together.lock() : alone.lock();
                return body();
            }
            case Means::spinning:
                // acquire: pairs with the release of whoever held it.
                while (taken_.test_and_set(std::memory_order_acquire))
                    std::this_thread::yield();
                body();
                // release: pairs with the acquire of whoever holds it next.
                return taken_.clear(std::memory_order_release);
            case Means::semaphore:
                permit_.acquire();
                body();
                return permit_.release();
        }
    }

private:
    Means means_;
    std::mutex mutex_;
    std::shared_mutex shared_;
    std::atomic_flag taken_;
    std::binary_semaphore permit_{1};
};
