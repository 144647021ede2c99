// Correct programs, one an argument, each with another part of the standard library.
#include <array>
#include <atomic>
#include <barrier>
#include <cassert>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <future>
#include <iostream>
#include <latch>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <semaphore>
#include <shared_mutex>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

using namespace std::chrono_literals;

namespace {

int shared = 0;  // what is protected by something
auto const before_main = std::make_unique<int>(0);

void in_two_threads(std::function<void()> const& body) {
    std::thread first{body};
    std::thread second{body};
    first.join();
    second.join();
}

template <typename Mutex>
void count_under() {
    Mutex mutex;
    in_two_threads([&mutex] {
        std::lock_guard const lock{mutex};
        ++shared;
    });
    assert(shared == 2);
}

struct Destructor {
    int* counter;
    ~Destructor() { ++*counter; }
};

struct Program {
    std::string_view name;
    void (*run)();
};

Program const programs[] = {
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
    {"call_once",
     [] {
         std::once_flag flag;
         in_two_threads([&flag] {
             std::call_once(flag, [] { ++shared; });
             assert(shared == 1);
         });
     }},
    {"call_once throws",
     [] {
         std::once_flag flag;
         std::atomic<int> attempts{0};
         in_two_threads([&] {
             try {
                 std::call_once(flag, [&attempts] {
                     if (++attempts == 1) throw std::runtime_error{"the first time"};
                     ++shared;
                 });
             } catch (std::runtime_error const&) {
             }
         });
         assert(shared <= 1);
     }},
    {"static in a function",
     [] {
         static auto const value_of = [] {
             static std::string const value = std::to_string(++shared);
             return value.size();
         };
         in_two_threads([] { assert(value_of() == 1); });
         assert(shared == 1);
     }},
    {"thread_local",
     [] {
         in_two_threads([] {
             thread_local int mine = 5;
             assert(++mine == 6);
         });
     }},
    {"thread_local destructor",
     [] {
         std::thread{[] { thread_local Destructor const at_end{&shared}; }}.join();
         assert(shared == 1);
     }},
    {"promise",
     [] {
         std::promise<int> promise;
         std::thread setter{[&promise] { promise.set_value(7); }};
         assert(promise.get_future().get() == 7);
         setter.join();
     }},
    {"async throws",
     [] {
         auto result = std::async(std::launch::async, []() -> int { throw std::runtime_error{"from the thread"}; });
         auto caught = false;
         try {
             result.get();
         } catch (std::runtime_error const& error) {
             caught = std::string_view{error.what()} == "from the thread";
         }
         assert(caught);
     }},
    {"packaged_task",
     [] {
         std::packaged_task<int(int)> task{[](int argument) { return argument + 1; }};
         auto result = task.get_future();
         std::thread runner{std::move(task), 4};
         assert(result.get() == 5);
         runner.join();
     }},
    {"jthread stops",
     [] {
         std::jthread runner{[](std::stop_token token) {
             while (!token.stop_requested())
                 std::this_thread::yield();
         }};
         runner.request_stop();
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
    {"stop_callback",
     [] {
         std::stop_source source;
         auto calls = 0;
         std::thread stopper{[&source] { assert(source.request_stop()); }};
         {
             std::stop_callback const on_stop{source.get_token(), [&calls] { ++calls; }};
         }
         // It has run, or it never will: nothing writes any more.
         assert(calls <= 1);
         stopper.join();
         assert(!source.request_stop());
     }},
    {"stop_callback after the request",
     [] {
         std::stop_source source;
         source.request_stop();
         auto called = false;
         std::stop_callback const on_stop{source.get_token(), [&called] { called = true; }};
         assert(called);
     }},
    {"stop_callback that destroys itself",
     [] {
         std::stop_source source;
         std::optional<std::stop_callback<std::function<void()>>> on_stop;
         on_stop.emplace(source.get_token(), [&on_stop] { on_stop.reset(); });
         source.request_stop();
         assert(!on_stop);
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
    {"containers and output",
     [] {
         std::mutex mutex;
         std::map<int, std::string> words;
         auto next = 0;
         in_two_threads([&] {
             std::lock_guard const lock{mutex};
             words[next++] = "a word that is too long for the small buffer";
         });
         std::cout << words.size() << '\n';
         assert(words.size() == 2);
     }},
    {"memory from before main",
     [] {
         std::mutex mutex;
         in_two_threads([&mutex] {
             std::lock_guard const lock{mutex};
             ++*before_main;
         });
         assert(*before_main == 2);  // in each execution anew
     }},
    {"sleep",
     [] {
         auto const before = std::chrono::system_clock::now();
         std::this_thread::sleep_for(24h);
         assert(std::chrono::system_clock::now() - before >= 24h);
     }},
    {"large stacks",
     [] {
         auto const fill = [] {
             char volatile most_of_a_mebibyte[1000 * 1024];
             for (std::size_t index = 0; index < sizeof most_of_a_mebibyte; index += 4096)
                 most_of_a_mebibyte[index] = 1;
         };
         std::thread one{fill};
         std::thread other{fill};
         one.join();
         other.join();
     }},
    {"twelve readers of one variable",
     [] {
         std::vector<std::jthread> readers;
         for (auto count = 0; count < 12; ++count)
             readers.emplace_back([] { assert(shared == 0); });
     }},
    {"sixty-three threads",
     [] {
         std::vector<std::jthread> all;
         std::mutex mutex;
         for (auto count = 0; count < 63; ++count)
             all.emplace_back([&mutex] {
                 std::lock_guard const lock{mutex};
                 ++shared;
             });
         for (auto& thread : all)
             thread.join();
         assert(shared == 63);
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
    {"exception_ptr",
     [] {
         std::exception_ptr caught;
         std::thread{[&caught] {
             try {
                 throw std::runtime_error{"carried over"};
             } catch (...) {
                 caught = std::current_exception();
             }
         }}.join();
         assert(caught);
     }},
};

}  // namespace

int main(int, char** arguments) {
    for (auto const& program : programs) {
        if (program.name != arguments[1]) continue;
        program.run();
        return 0;
    }
    return 2;
}
