// Objects that threads wait for.
#include <array>
#include <atomic>
#include <barrier>
#include <cassert>
#include <chrono>
#include <condition_variable>
#include <latch>
#include <mutex>
#include <semaphore>
#include <stop_token>
#include <thread>
#include <vector>

#include "features.hpp"

using namespace std::chrono_literals;

namespace {

Feature const features[] = {
    {"condition_variable times out",
     [] {
         std::mutex mutex;
         std::condition_variable never;
         std::unique_lock lock{mutex};
         auto const before = std::chrono::steady_clock::now();
         assert(!never.wait_for(lock, 1h, [] { return false; }));
         assert(std::chrono::steady_clock::now() - before >= 1h);
     }},
    {"condition_variable_any",
     [] {
         std::mutex mutex;
         std::condition_variable_any changed;
         auto ready = false;
         std::thread waiter{[&] {
             std::unique_lock lock{mutex};
             changed.wait(lock, [&ready] { return ready; });
         }};
         {
             std::lock_guard const lock{mutex};
             ready = true;
         }
         changed.notify_all();
         waiter.join();
     }},
    {"latch",
     [] {
         std::latch latch{1};
         std::thread waiter{[&latch] {
             latch.wait();
             assert(shared == 1);
         }};
         shared = 1;
         latch.count_down();
         waiter.join();
     }},
    {"binary_semaphore",
     [] {
         std::binary_semaphore permit{0};
         std::thread waiter{[&permit] {
             permit.acquire();
             assert(shared == 1);
         }};
         shared = 1;
         permit.release();
         waiter.join();
     }},
    {"barrier",
     [] {
         std::barrier barrier{2};
         std::thread other{[&barrier] {
             shared = 1;
             barrier.arrive_and_wait();
         }};
         barrier.arrive_and_wait();
         assert(shared == 1);
         other.join();
     }},
    {"latch try_wait",
     [] {
         std::latch latch{2};
         in_two_threads([&latch] {
             latch.count_down();
             while (!latch.try_wait())
                 std::this_thread::yield();
         });
         assert(latch.try_wait());
     }},
    {"latch arrive_and_wait",
     [] {
         std::latch latch{2};
         std::thread other{[&latch] {
             shared = 1;
             latch.arrive_and_wait();
         }};
         latch.arrive_and_wait();
         assert(shared == 1);
         other.join();
     }},
    {"counting_semaphore",
     [] {
         std::counting_semaphore<2> permits{0};
         std::atomic<int> inside{0};
         std::jthread giver{[&permits] { permits.release(2); }};
         in_two_threads([&] {
             permits.acquire();
             assert(++inside <= 2);
         });
         assert(!permits.try_acquire());
     }},
    {"counting_semaphore expires",
     [] {
         std::counting_semaphore<> permits{0};
         auto const before = std::chrono::steady_clock::now();
         assert(!permits.try_acquire_for(1h));
         assert(std::chrono::steady_clock::now() - before >= 1h);
     }},
    {"barrier of three",
     [] {
         std::barrier barrier{3};
         std::array<int, 3> written{};
         std::vector<std::jthread> all;
         for (auto& mine : written)
             all.emplace_back([&] {
                 mine = 1;
                 barrier.arrive_and_wait();
             });
         all.clear();
         assert(written[0] + written[1] + written[2] == 3);
     }},
    {"barrier with completion",
     [] {
         auto phases = 0;
         std::barrier barrier{2, [&phases]() noexcept { ++phases; }};
         in_two_threads([&] {
             for (auto phase = 1; phase <= 2; ++phase) {
                 barrier.arrive_and_wait();
                 assert(phases == phase);
             }
         });
     }},
    {"barrier arrive_and_drop",
     [] {
         std::barrier barrier{2};
         std::thread other{[&barrier] {
             shared = 1;
             barrier.arrive_and_drop();
         }};
         barrier.arrive_and_wait();
         assert(shared == 1);
         barrier.arrive_and_wait();  // nobody else is expected any more
         other.join();
     }},
    {"condition_variable_any with stop_token",
     [] {
         std::mutex mutex;
         std::condition_variable_any changed;
         std::jthread waiter{[&](std::stop_token token) {
             std::unique_lock lock{mutex};
             assert(!changed.wait(lock, token, [] { return false; }));
         }};
         waiter.request_stop();
     }},
    {"sleep",
     [] {
         auto const before = std::chrono::system_clock::now();
         std::this_thread::sleep_for(24h);
         assert(std::chrono::system_clock::now() - before >= 24h);
     }},
};

}  // namespace

std::span<Feature const> features_of_waiting() {
    return features;
}
