// Waits that may end early, in ways that only matter then. `waits NAME` is one of the programs below; `waits NUMBER` a
// random one, which prints all that its threads have seen. It may deadlock.
#include <pthread.h>

#include <cassert>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <future>
#include <mutex>
#include <random>
#include <semaphore>
#include <shared_mutex>
#include <string_view>
#include <thread>
#include <vector>

namespace {

using namespace std::chrono_literals;

std::mutex mutex;
std::condition_variable changed;
bool ready = false;

void get_ready() {
    std::lock_guard const lock{mutex};
    ready = true;
    changed.notify_one();
}

void wait(bool in_loop) {
    std::thread other{get_ready};
    {
        std::unique_lock lock{mutex};
        while (!ready) {
            changed.wait(lock);
            if (!in_loop) break;
        }
        assert(ready);
    }
    other.join();
}

/// As long as nothing is early, somebody is ready before the time is up.
void wait_for(bool looks_again) {
    std::thread other{get_ready};
    {
        std::unique_lock lock{mutex};
        auto const in_time = changed.wait_for(lock, 1h, [] { return ready; });
        assert(in_time || looks_again);
    }
    other.join();
}

void wait_for_lock(bool copes) {
    std::timed_mutex timed;
    auto count = 0;
    auto const add = [&] {
        auto const locked = timed.try_lock_for(1h);
        assert(locked || copes);
        if (!locked) return;
        ++count;
        timed.unlock();
    };
    std::thread first{add};
    std::thread second{add};
    first.join();
    second.join();
    assert(count == 2 || copes);
}

void wait_for_future(bool copes) {
    std::promise<int> promise;
    auto future = promise.get_future();
    std::thread other{[&promise] { promise.set_value(3); }};
    auto const status = future.wait_for(1h);
    assert(status == std::future_status::ready || copes);
    assert(future.get() == 3);
    other.join();
}

void wait_for_permit(bool copes) {
    std::binary_semaphore permit{0};
    std::thread other{[&permit] { permit.release(); }};
    auto const acquired = permit.try_acquire_for(1h);
    assert(acquired || copes);
    other.join();
}

struct Program {
    std::string_view name;
    void (*run)(bool right);
    bool right;
};
constexpr Program programs[]{
    {"wait without a loop", wait, false},
    {"wait in a loop", wait, true},
    {"time-out taken for success", wait_for, false},
    {"time-out looked at", wait_for, true},
    {"lock taken for granted", wait_for_lock, false},
    {"lock looked at", wait_for_lock, true},
    {"value taken for granted", wait_for_future, false},
    {"value looked at", wait_for_future, true},
    {"permit taken for granted", wait_for_permit, false},
    {"permit looked at", wait_for_permit, true},
};

// The random ones. Their deadlines differ, and are points in time: which comes first hangs on no clock.
std::timed_mutex timed;
std::shared_timed_mutex shared;
std::counting_semaphore<> permits{1};
int signals = 0;

using Clock = std::chrono::steady_clock;

int wait_once(std::time_t const* deadline) {
    std::unique_lock lock{mutex};
    if (signals > 0) return signals--;
    timespec const until{deadline ? *deadline : 0, 0};
    // The library's own would look at the clock.
    auto const result = deadline ? pthread_cond_timedwait(changed.native_handle(), mutex.native_handle(), &until)
                                 : pthread_cond_wait(changed.native_handle(), mutex.native_handle());
    return 10 * (result != 0 ? 1 : 2) + signals;
}

int perform(int step, std::time_t seconds) {
    Clock::time_point const deadline{std::chrono::seconds{seconds}};
    switch (step) {
        case 0:
            return wait_once(nullptr);
        case 1:
            return wait_once(&seconds);
        case 2:
        case 3: {
            std::lock_guard const lock{mutex};
            ++signals;
            step == 2 ? changed.notify_one() : changed.notify_all();
            return signals;
        }
        case 4: {
            std::unique_lock const lock{timed, deadline};
            return lock ? 1 : 0;
        }
        case 5: {
            std::shared_lock const lock{shared, deadline};
            return lock ? 1 : 0;
        }
        case 6: {
            std::unique_lock const lock{shared, deadline};
            return lock ? 1 : 0;
        }
        case 7:
            return permits.try_acquire_until(deadline) ? 1 : 0;
        default:
            permits.release();
            return 0;
    }
}

void run_random(unsigned seed) {
    constexpr int kinds = 9;
    constexpr std::time_t first_deadline = 2000;  // seconds: later than all clocks begin
    std::minstd_rand numbers{seed};
    auto const below = [&numbers](unsigned bound) { return static_cast<int>(numbers() / 7 % bound); };
    std::vector<std::vector<int>> steps(static_cast<std::size_t>(2 + below(2)));
    std::vector<std::vector<int>> seen(steps.size());
    for (auto& mine : steps)
        for (auto left = 1 + below(2); left > 0; --left)
            mine.push_back(below(kinds));
    std::vector<std::thread> threads;
    for (std::size_t thread = 0; thread < steps.size(); ++thread)
        threads.emplace_back([&mine = steps[thread], &results = seen[thread], thread] {
            auto deadline = first_deadline + static_cast<std::time_t>(10 * thread);
            for (auto const step : mine)
                results.push_back(perform(step, ++deadline));
        });
    for (auto& thread : threads)
        thread.join();
    for (auto const& mine : seen) {
        for (auto const value : mine)
            std::printf("%d ", value);
        std::printf("| ");
    }
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 2) return 2;
    for (auto const& program : programs)
        if (program.name == arguments[1]) {
            program.run(program.right);
            return 0;
        }
    run_random(static_cast<unsigned>(std::atoi(arguments[1])));
}
