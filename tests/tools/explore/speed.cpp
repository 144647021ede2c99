// Executions a second of mutex_counter, chosen at random, on both engines in turn: medians, and what bounds them on
// this machine. The goal for fibers on one core of a current server: 300,000. Where other programs have a share of the
// core, those a second of processor time, the start included, say what the explorer needs.

#include <pthread.h>
#include <sched.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <thread>
#include <vector>

#include "explore/src/baton.hpp"
#include "explored.hpp"

namespace {

using hb::explore::EngineKind;
using Clock = std::chrono::steady_clock;

constexpr int rounds = 9;
constexpr std::uint64_t executions_on_fibers = 200'000;  // half a second or more, as the next
constexpr std::uint64_t executions_on_os_threads = 20'000;
constexpr int threads_of_program = 3;

double median(std::vector<double> values) {
    std::ranges::nth_element(values, values.begin() + rounds / 2);
    return values[rounds / 2];
}

/// Microseconds each of `times` calls takes.
template <typename Function>
double microseconds(int times, Function function) {
    auto const begin = Clock::now();
    for (auto time = 0; time < times; ++time)
        function();
    return std::chrono::duration<double, std::micro>{Clock::now() - begin}.count() / times;
}

/// Of those that were started and have ended.
double processor_seconds_of_programs() {
    rusage usage{};
    getrusage(RUSAGE_CHILDREN, &usage);
    auto const seconds = [](timeval const& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/// Executions a second.
struct Rate {
    double of_time;
    double of_processor_time;
};

Rate rate_of(EngineKind engine, std::uint64_t executions) {
    auto const before = processor_seconds_of_programs();
    hb::explore::Settings settings;
    settings.strategy = hb::explore::Strategy::random;
    settings.engine = engine;
    settings.executions = executions;
    auto const result = hb::explore::explore(explored("mutex_counter"), {}, settings);
    if (!result.error.empty() || result.searches.empty() || result.engine != engine) {
        std::fprintf(stderr, "%s: %s\n", std::string{name_of(engine)}.c_str(), result.error.c_str());
        std::exit(1);
    }
    auto const& search = result.searches.front();
    auto const done = static_cast<double>(search.executions);
    return {done / std::chrono::duration<double>{search.time}.count(),
            done / (processor_seconds_of_programs() - before)};
}

void stay_on_this_processor() {
    cpu_set_t only;
    CPU_ZERO(&only);
    CPU_SET(static_cast<unsigned>(sched_getcpu()), &only);
    pthread_setaffinity_np(pthread_self(), sizeof only, &only);
}

/// From one kernel thread to another one on the same processor.
double microseconds_of_hand_over() {
    constexpr int there_and_back = 50'000;
    hb::explore::Baton there;
    hb::explore::Baton back;
    std::thread other{[&] {
        for (auto turn = 0; turn < there_and_back; ++turn) {
            there.await();
            back.pass();
        }
    }};
    auto const both = microseconds(there_and_back, [&] {
        there.pass();
        back.await();
    });
    other.join();
    return both / 2;
}

double microseconds_of_thread() {
    return microseconds(5'000, [] { std::thread{[] {}}.join(); });
}

}  // namespace

int main() {
    std::vector<double> fibers;
    std::vector<double> fibers_of_processor_time;
    std::vector<double> os_threads;
    std::vector<double> ratios;
    std::vector<double> hand_overs;
    std::vector<double> creations;
    stay_on_this_processor();
    for (auto round = 0; round < rounds; ++round) {
        auto const rate = rate_of(EngineKind::fibers, executions_on_fibers);
        fibers.push_back(rate.of_time);
        fibers_of_processor_time.push_back(rate.of_processor_time);
        os_threads.push_back(rate_of(EngineKind::os_threads, executions_on_os_threads).of_time);
        ratios.push_back(fibers.back() / os_threads.back());
        hand_overs.push_back(microseconds_of_hand_over());
        creations.push_back(microseconds_of_thread());
    }
    auto const creation = threads_of_program * median(creations);
    std::printf("mutex_counter, medians of %d rounds\n", rounds);
    std::printf("  fibers      %8.0f executions a second, %.0f a second of processor time\n", median(fibers),
                median(fibers_of_processor_time));
    std::printf("  os_threads  %8.0f executions a second: fibers are %.1f times as fast\n", median(os_threads),
                median(ratios));
    std::printf("This machine's limits, on one processor\n");
    std::printf("  hand-over between kernel threads  %6.2f us\n", median(hand_overs));
    std::printf("  creation and end of the %d threads %6.2f us: with those in each execution,\n", threads_of_program,
                creation);
    std::printf("    OS threads could not exceed %.0f executions a second\n",
                1e6 / (1e6 / median(os_threads) + creation));
}
