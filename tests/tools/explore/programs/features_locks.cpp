// Mutexes of every kind, and what takes several of them; locks made of atomics.
#include <atomic>
#include <cassert>
#include <chrono>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <thread>

#include "features.hpp"

using namespace std::chrono_literals;

namespace {

template <typename Mutex>
void count_under() {
    Mutex mutex;
    in_two_threads([&mutex] {
        std::lock_guard const lock{mutex};
        ++shared;
    });
    assert(shared == 2);
}

Feature const features[] = {
    {"mutex", count_under<std::mutex>},
    {"recursive_mutex",
     [] {
         std::recursive_mutex mutex;
         in_two_threads([&mutex] {
             std::lock_guard const outer{mutex};
             std::lock_guard const inner{mutex};
             ++shared;
         });
         assert(shared == 2);
     }},
    {"timed_mutex",
     [] {
         std::timed_mutex mutex;
         in_two_threads([&mutex] {
             if (!mutex.try_lock_for(1s)) return;
             ++shared;
             mutex.unlock();
         });
     }},
    {"timed_mutex expires",
     [] {
         std::timed_mutex mutex;
         std::lock_guard const lock{mutex};
         std::thread{[&mutex] { assert(!mutex.try_lock_for(1s)); }}.join();
     }},
    {"try_lock",
     [] {
         std::mutex mutex;
         in_two_threads([&mutex] {
             if (!mutex.try_lock()) return;
             ++shared;
             mutex.unlock();
         });
         assert(shared >= 1);
     }},
    {"back off with try_lock",
     [] {
         std::mutex left;
         std::mutex right;
         auto const count_under_both = [](std::mutex& one, std::mutex& other) {
             for (;;) {
                 std::lock_guard const first{one};
                 std::unique_lock const second{other, std::try_to_lock};
                 if (!second) continue;
                 ++shared;
                 return;
             }
         };
         std::thread one{[&] { count_under_both(left, right); }};
         std::thread other{[&] { count_under_both(right, left); }};
         one.join();
         other.join();
         assert(shared == 2);
     }},
    {"shared_mutex",
     [] {
         std::shared_mutex mutex;
         std::thread writer{[&mutex] {
             std::lock_guard const lock{mutex};
             ++shared;
         }};
         auto seen = 0;
         {
             std::shared_lock const lock{mutex};
             seen = shared;
         }
         writer.join();
         assert(seen == 0 || seen == 1);
     }},
    {"shared_mutex try",
     [] {
         std::shared_mutex mutex;
         std::thread writer{[&mutex] {
             if (!mutex.try_lock()) return;
             ++shared;
             mutex.unlock();
         }};
         if (mutex.try_lock_shared()) {
             assert(shared == 0 || shared == 1);
             mutex.unlock_shared();
         }
         writer.join();
     }},
    {"std::lock of unique_locks",
     [] {
         std::mutex left;
         std::recursive_mutex middle;
         std::timed_mutex right;
         std::thread other{[&] {
             std::scoped_lock const all{right, middle, left};
             ++shared;
         }};
         {
             std::lock_guard const before{middle};
             std::unique_lock first{left, std::defer_lock};
             std::unique_lock second{middle, std::defer_lock};
             std::lock(first, second, right);
             assert(first.owns_lock() && second.owns_lock());
             ++shared;
             right.unlock();
         }
         other.join();
         assert(shared == 2);
         assert(left.try_lock() && middle.try_lock() && right.try_lock());
     }},
    {"opposite scoped_locks",
     [] {
         std::mutex left;
         std::mutex right;
         std::thread one{[&] { std::scoped_lock const both{left, right}; }};
         std::thread other{[&] { std::scoped_lock const both{right, left}; }};
         one.join();
         other.join();
     }},
    {"fences",
     [] {
         std::atomic<bool> ready{false};
         std::thread writer{[&ready] {
             shared = 1;
             // Release: pairs with the acquire fence below, by way of the relaxed flag.
             std::atomic_thread_fence(std::memory_order_release);
             ready.store(true, std::memory_order_relaxed);
         }};
         if (ready.load(std::memory_order_relaxed)) {
             // Acquire: pairs with the release fence above.
             std::atomic_thread_fence(std::memory_order_acquire);
             assert(shared == 1);
         }
         writer.join();
     }},
    {"atomic_ref",
     [] {
         alignas(std::atomic_ref<int>::required_alignment) auto value = 0;
         in_two_threads([&value] { std::atomic_ref{value}.fetch_add(1); });
         assert(value == 2);
     }},
    {"spin lock",
     [] {
         std::atomic_flag taken;
         in_two_threads([&taken] {
             // Acquire: pairs with the release of whoever held the lock.
             while (taken.test_and_set(std::memory_order_acquire)) {
             }
             ++shared;
             taken.clear(std::memory_order_release);  // pairs with the acquire above
         });
         assert(shared == 2);
     }},
    {"compare_exchange",
     [] {
         std::atomic<int> highest{0};
         auto const raise = [&highest](int value) {
             for (auto seen = highest.load(); seen < value && !highest.compare_exchange_weak(seen, value);) {
             }
         };
         std::thread first{raise, 1};
         std::thread second{raise, 2};
         first.join();
         second.join();
         assert(highest == 2);
     }},
    {"shared_ptr",
     [] {
         auto const owned = std::make_shared<int>(3);
         in_two_threads([copy = owned] { assert(*copy == 3); });
         assert(owned.use_count() == 1);
     }},
};

}  // namespace

std::span<Feature const> features_of_locks() {
    return features;
}
