// What looks as if it broke the rules but is right: a correct answer must never fail.

#include <catch2/catch_test_macros.hpp>

#include "observed_rules.hpp"

using namespace hb::test;

TEST_CASE("Answers that use all of the standard library's threads break no rule", "[rules]") {
    CHECK(told(observe_object(R"(
#pragma once
/// fork() and close() the file, _exit, asm, __tsan_acquire, #pragma, [[gnu::constructor]], TSAN_OPTIONS: only words here.
#include <atomic>
#include <barrier>
#include <cassert>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <cstdio>
#include <functional>
#include <future>
#include <iostream>
#include <latch>
#include <map>
#include <memory>
#include <mutex>
#include <numeric>
#include <random>
#include <semaphore>
#include <shared_mutex>
#include <stdexcept>
#include <stop_token>
#include <thread>
#include <vector>
#include "subject/guarded.hpp"

using namespace std::chrono_literals;

std::mutex print;  // a global of an ordinary name, with a constructor
inline thread_local long calls = 0;
struct alignas(64) Line { std::atomic<long> count{0}; };
struct Pair { long first, second, third; };

class Account {
public:
    void add(long amount) { hb::MutexLock const lock{mutex_}; balance_ += amount; }
private:
    hb::Mutex mutex_;
    long balance_ HB_GUARDED_BY(mutex_) = 0;
};

[[nodiscard]] inline long everything(int n) {
    static std::string const once = "fork, exec, close and exit are words";
    std::shared_mutex shared;
    std::timed_mutex timed;
    (void)timed.try_lock_for(1ms);
    timed.unlock();
    { std::shared_lock const read{shared}; }
    std::unique_lock lock{print};
    std::condition_variable condition;
    condition.wait_for(lock, 1ms, [] { return true; });
    std::condition_variable_any any;
    std::stop_source stop;
    any.wait(lock, stop.get_token(), [] { return true; });
    std::atomic<int> flag{0};
    flag.wait(1);
    flag.notify_all();
    std::atomic<Pair> large;
    large.store({1, 2, 3});
    double plain = 0;
    std::atomic_ref<double>{plain}.fetch_add(1.0);
    std::barrier meet{1, []() noexcept {}};
    meet.arrive_and_wait();
    std::latch done{1};
    done.arrive_and_wait();
    std::counting_semaphore<4> slots{1};
    (void)slots.try_acquire_for(1ms);
    std::jthread worker{[](std::stop_token token) { while (!token.stop_requested()) std::this_thread::yield(); }};
    worker.request_stop();
    std::thread{[] { ++calls; }}.join();
    std::promise<int> promise;
    promise.set_value(1);
    std::packaged_task<int()> task{[] { return 1; }};
    task();
    auto later = std::async(std::launch::async, [n] { return n; });
    long sum = later.get() + promise.get_future().get() + static_cast<long>(std::thread::hardware_concurrency());
    std::once_flag flagged;
    std::call_once(flagged, [&] { ++sum; });
    Line line;
    line.count.fetch_add(1);
    try {
        if (n < 0) throw std::runtime_error{"negative"};
    } catch (std::exception const& error) {
        std::cerr << error.what() << std::endl;
    }
    assert(sum > 0);
    std::mt19937_64 random{1};
    plain += std::normal_distribution<>{}(random) + std::pow(plain, 1.5) + std::lgamma(plain) + std::cos(static_cast<float>(plain));
    std::map<int, std::function<long()>> functions{{1, [&] { return sum; }}};
    std::cout << plain << std::this_thread::get_id() << '\n';
    std::printf("%s %ld\n", std::to_string(plain).c_str(), std::stol("12"));
    std::this_thread::sleep_for(1ms);
    auto const start = std::chrono::steady_clock::now();
    std::unique_ptr<long[]> const many{new long[4]{}};
    auto shared_count = std::make_shared<long>(std::accumulate(many.get(), many.get() + 4, 0L));
    std::exception_ptr failure = std::make_exception_ptr(1);
    Account{}.add(1);
    return functions[1]() + *shared_count + (start.time_since_epoch().count() > 0) + static_cast<long>(once.size()) +
           (failure == nullptr);
}
inline long const answer = everything(1);
)"))
              .empty());
}

TEST_CASE("Classes may have members with the names of system functions", "[rules]") {
    CHECK(told(observe_object(R"(
#include <condition_variable>
#include <string>
#include <vector>
class Queue {
public:
    virtual ~Queue() = default;
    void open() { closed_ = false; }
    void close() { closed_ = true; }
    void wait() {}
    void exit() { close(); }
    void fork() {}
    void kill() {}
    void signal() {}
    int read(int count) const { return count; }
    int write(int count) const { return count; }
    virtual Queue* clone() const { return new Queue{*this}; }
private:
    bool closed_ = false;
};
void raise(Queue& queue, int) { queue.exit(); queue.fork(); queue.kill(); queue.signal(); }
long total = 0;
std::vector<int> ready;
thread_local int time_of_thread = 0;
struct Key { int value; };
namespace std {
template <>
struct hash<Key> {
    size_t operator()(Key key) const { return static_cast<size_t>(key.value); }
};
}  // namespace std
struct Pool {
    void* operator new(std::size_t size) { return ::operator new(size); }
    void operator delete(void* memory) { ::operator delete(memory); }
};
inline long use(Queue& queue) { long hb = 0; raise(queue, 1); delete queue.clone(); delete new Pool; return queue.read(1) + queue.write(2) + hb; }
)"))
              .empty());
}
