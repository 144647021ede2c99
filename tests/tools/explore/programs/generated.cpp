// A random program, made from the number that is its argument: two or three threads of a few operations each on shared
// objects of the standard library. It prints all that its threads have seen, so that schedules that differ in
// anything differ in their output. It may deadlock.
#include <algorithm>
#include <array>
#include <atomic>
#include <barrier>
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <latch>
#include <mutex>
#include <optional>
#include <semaphore>
#include <shared_mutex>
#include <stop_token>
#include <thread>
#include <vector>

#include "numbers.hpp"

namespace {

enum class Do {
    load,
    store,
    add,
    compare_exchange,
    section,         // an addition under a mutex
    nested_section,  // under two, in any order
    joint_section,   // under both, by std::lock
    try_section,
    read_section,  // of a shared mutex
    write_section,
    wait,  // until somebody has signalled
    signal_one,
    signal_all,
    acquire,  // of a semaphore
    try_acquire,
    release,
    count_down,  // of a latch
    wait_for_latch,
    try_latch,
    arrive,  // at a barrier for two
    arrive_and_wait,
    request_stop,
    stop_requested,
    on_stop,  // a callback that adds, for the moment of a load
    yield,
    fence,
    first_seen,  // a static of a function, initialised by whoever comes first
};
constexpr int kinds = static_cast<int>(Do::first_seen) + 1;

struct Step {
    Do what;
    int object;
    int value;
};

std::array<std::atomic<int>, 2> atomics;
std::array<std::mutex, 2> mutexes;
std::array<int, 2> guarded;  // by the mutex of that number
std::shared_mutex shared;
int guarded_by_shared = 0;
std::mutex signal_mutex;
std::condition_variable signal;
int signals = 0;
std::counting_semaphore<> permits{1};
std::optional<std::latch> latch;  // for as many as count down
int phases = 0;
std::barrier barrier{2, []() noexcept { ++phases; }};
std::stop_source source;

int perform(Step step) {
    auto const object = static_cast<std::size_t>(step.object);
    auto& atomic = atomics[object];
    switch (step.what) {
        case Do::load:
            return atomic.load();
        case Do::store:
            atomic.store(step.value);
            return 0;
        case Do::add:
            return atomic.fetch_add(step.value);
        case Do::compare_exchange: {
            auto expected = 0;
            return atomic.compare_exchange_strong(expected, step.value) ? 1 : -expected;
        }
        case Do::section: {
            std::lock_guard const lock{mutexes[object]};
            return guarded[object] += step.value;
        }
        case Do::nested_section: {
            std::lock_guard const outer{mutexes[object]};
            std::lock_guard const inner{mutexes[1 - object]};
            return guarded[1 - object] += guarded[object];
        }
        case Do::try_section: {
            std::unique_lock const lock{mutexes[object], std::try_to_lock};
            return lock ? guarded[object] += step.value : -1;
        }
        case Do::read_section: {
            std::shared_lock const lock{shared};
            return guarded_by_shared;
        }
        case Do::write_section: {
            std::lock_guard const lock{shared};
            return guarded_by_shared += step.value;
        }
        case Do::wait: {
            std::unique_lock lock{signal_mutex};
            while (signals == 0)
                signal.wait(lock);
            return signals--;
        }
        case Do::signal_one:
        case Do::signal_all: {
            {
                std::lock_guard const lock{signal_mutex};
                ++signals;
            }
            step.what == Do::signal_one ? signal.notify_one() : signal.notify_all();
            return 0;
        }
        case Do::joint_section: {
            std::scoped_lock const both{mutexes[object], mutexes[1 - object]};
            return guarded[1 - object] += guarded[object];
        }
        case Do::acquire:
            permits.acquire();
            return 0;
        case Do::try_acquire:
            return permits.try_acquire() ? 1 : 0;
        case Do::release:
            permits.release();
            return 0;
        case Do::count_down:
            latch->count_down();
            return 0;
        case Do::wait_for_latch:
            latch->wait();
            return 0;
        case Do::try_latch:
            return latch->try_wait() ? 1 : 0;
        case Do::arrive:
            (void)barrier.arrive();
            return 0;
        case Do::arrive_and_wait:
            barrier.arrive_and_wait();
            return 0;
        case Do::request_stop:
            return source.request_stop() ? 1 : 0;
        case Do::stop_requested:
            return source.stop_requested() ? 1 : 0;
        case Do::on_stop: {
            std::stop_callback const callback{source.get_token(), [&] { atomic.fetch_add(step.value); }};
            return atomics[1 - object].load();
        }
        case Do::yield:
            std::this_thread::yield();
            return 0;
        case Do::fence:
            std::atomic_thread_fence(std::memory_order_seq_cst);
            return 0;
        case Do::first_seen: {
            static int const seen = atomics[0].load();
            return seen;
        }
    }
    return 0;
}

/// The steps of a thread have each a place of their own in the code: from one place, a read that gives what it gave
/// before would be a poll, and no step.
int perform_as(std::size_t number, Step step) {
    switch (number) {
        case 0:
            return perform(step);
        case 1:
            return perform(step);
        case 2:
            return perform(step);
        case 3:
            return perform(step);
        default:
            std::abort();
    }
}

std::vector<std::vector<Step>> generate(std::uint64_t seed) {
    Numbers numbers{seed};
    auto const threads = 2 + numbers.below(2);
    auto const longest = threads == 2 ? 4 : 3;
    auto const objects = 1 + numbers.below(2);  // with one of each kind, more operations meet
    std::array<Do, 3> few;                      // kinds: with more of them, operations hardly ever meet
    for (auto& kind : few)
        kind = static_cast<Do>(numbers.below(kinds));
    std::vector<std::vector<Step>> program(static_cast<std::size_t>(threads));
    for (auto& steps : program)
        for (auto left = 1 + numbers.below(longest); left > 0; --left)
            steps.push_back({few[static_cast<std::size_t>(numbers.below(few.size()))], numbers.below(objects),
                             1 + numbers.below(3)});
    return program;
}

std::ptrdiff_t number_of(Do what, std::vector<std::vector<Step>> const& program) {
    std::ptrdiff_t count = 0;
    for (auto const& steps : program)
        count += std::ranges::count(steps, what, &Step::what);
    return count;
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 2) return 2;
    auto const program = generate(std::strtoull(arguments[1], nullptr, 10));
    latch.emplace(std::max<std::ptrdiff_t>(1, number_of(Do::count_down, program)));
    std::vector<std::vector<int>> seen(program.size());
    std::vector<std::thread> threads;
    for (std::size_t thread = 0; thread < program.size(); ++thread)
        threads.emplace_back([&steps = program[thread], &mine = seen[thread]] {
            for (std::size_t number = 0; number < steps.size(); ++number)
                mine.push_back(perform_as(number, steps[number]));
        });
    for (auto& thread : threads)
        thread.join();
    for (auto const& mine : seen) {
        for (auto const value : mine)
            std::printf("%d ", value);
        std::printf("| ");
    }
    std::printf("%d %d %d %d %d %d %d", atomics[0].load(), atomics[1].load(), guarded[0], guarded[1], guarded_by_shared,
                signals, phases);
}
