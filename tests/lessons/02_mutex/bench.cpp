// Lesson 02, measured: what a mutex costs when nobody else wants it and when others do, and one lock beside many. The
// times show a person how fast things are; they grade nothing.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "../../../solutions/02_mutex/counter.hpp"
#include "../../../solutions/02_mutex/striped_map.hpp"
#include "bench.together.hpp"
#include "subject/scenario.hpp"

namespace {

using namespace hb::lesson02;

constexpr int repetitions = 51;

/// What one run gave.
struct Run {
    bool right;
    Together together;
};

struct Version {
    char const* name;
    int threads;
    long operations;  // of all threads together; a run takes about a millisecond: many go undisturbed
    Run (*run)(Version const&);
    std::size_t stripes = 0;
};

Run without_lock(Version const& version) {
    long value = 0;
    auto const together = run_together(1, [&](int) {
        for (long i = 0; i < version.operations; ++i) {
            ++value;
            asm volatile("" : "+m"(value));  // emits nothing, and keeps every load and store
        }
    });
    return {value == version.operations, together};
}

Run with_mutex(Version const& version) {
    Counter counter;
    auto const together = run_together(version.threads, [&](int) {
        for (long i = 0; i < version.operations / version.threads; ++i)
            counter.increment();
    });
    return {counter.value() == version.operations, together};
}

/// Updates of random keys; a change computes `steps` hashes, a few nanoseconds each.
template <int steps>
Run with_map(Version const& version) {
    constexpr std::uint64_t keys = 1000;
    StripedMap<std::uint64_t, std::uint64_t> map{version.stripes};
    auto const per_thread = version.operations / version.threads;
    auto const together = run_together(version.threads, [&](int thread) {
        for (long i = 0; i < per_thread; ++i) {
            auto number = static_cast<std::uint64_t>(thread * per_thread + i);
            map.update(hb::subject::mixed(1, number) % keys, [number](std::uint64_t& value) {
                auto hash = number;
                for (int step = 0; step < steps; ++step)
                    hash = hb::subject::mixed(hash, number);
                asm volatile("" : "+r"(hash));  // emits nothing; the hash has to be computed
                ++value;
            });
        }
    });
    std::uint64_t total = 0;
    map.for_each([&total](std::uint64_t, std::uint64_t value) { total += value; });
    return {total == static_cast<std::uint64_t>(version.operations), together};
}

constexpr int long_change = 250;  // steps: about a microsecond
constexpr std::size_t many = 64;  // stripes

// Four threads work longer: where they share cores, it takes some time slices until all of them have met.
constexpr Version versions[] = {
    {"counter without lock, 1 thread", 1, 400'000, without_lock},
    {"counter with mutex, 1 thread", 1, 40'000, with_mutex},
    {"counter with mutex, 2 threads", 2, 40'000, with_mutex},
    {"counter with mutex, 4 threads", 4, 800'000, with_mutex},
    {"map, one lock, 1 thread", 1, 20'000, with_map<0>, 1},
    {"map, one lock, 2 threads", 2, 20'000, with_map<0>, 1},
    {"map, one lock, 4 threads", 4, 400'000, with_map<0>, 1},
    {"map, 64 stripes, 1 thread", 1, 20'000, with_map<0>, many},
    {"map, 64 stripes, 2 threads", 2, 20'000, with_map<0>, many},
    {"map, 64 stripes, 4 threads", 4, 400'000, with_map<0>, many},
    {"long change, one lock, 1 thread", 1, 2'000, with_map<long_change>, 1},
    {"long change, one lock, 2 threads", 2, 2'000, with_map<long_change>, 1},
    {"long change, one lock, 4 threads", 4, 40'000, with_map<long_change>, 1},
    {"long change, 64 stripes, 1 thread", 1, 2'000, with_map<long_change>, many},
    {"long change, 64 stripes, 2 threads", 2, 2'000, with_map<long_change>, many},
    {"long change, 64 stripes, 4 threads", 4, 40'000, with_map<long_change>, many},
};

/// Repeats the run until its threads ran side by side, if the machine has cores for all of them, but not for ever.
Run one_run(Version const& version) {
    constexpr int most_tries = 300;
    bool const may_overlap = version.threads <= static_cast<int>(std::thread::hardware_concurrency());
    auto run = version.run(version);
    for (int tries = 1; may_overlap && run.right && !run.together.side_by_side && tries < most_tries; ++tries)
        run = version.run(version);
    return run;
}

/// Every version has to be right; a run that is not ends the measurement.
void measure(benchmark::State& state, Version const& version) {
    for ([[maybe_unused]] auto _ : state) {
        auto const run = one_run(version);
        if (!run.right) state.SkipWithError("the result is wrong");
        state.SetIterationTime(std::chrono::duration<double>{run.together.time}.count() /
                               static_cast<double>(version.operations));
    }
}

/// One line for each version: nanoseconds for one operation, the median of the repetitions between the extremes.
class Lines : public benchmark::BenchmarkReporter {
public:
    bool ReportContext(Context const&) override { return true; }

    void ReportRuns(std::vector<Run> const& runs) override {
        std::map<std::string, double> nanoseconds;
        for (auto const& run : runs) {
            wrong = wrong || run.error_occurred;
            nanoseconds[run.aggregate_name] = run.GetAdjustedRealTime();
        }
        std::printf("  %-36s %9.2f  [%.2f .. %.2f]\n", runs.front().run_name.function_name.c_str(),
                    nanoseconds["median"], nanoseconds["min"], nanoseconds["max"]);
    }

    bool wrong = false;
};

}  // namespace

int main() {
    std::printf("Nanoseconds for one operation, all threads' together: time / operations.\n");
    std::printf("Median [fastest .. slowest] of %d runs; every result is checked.\n", repetitions);
    auto const least = [](std::vector<double> const& times) { return *std::min_element(times.begin(), times.end()); };
    auto const most = [](std::vector<double> const& times) { return *std::max_element(times.begin(), times.end()); };
    for (auto const& version : versions) {
        benchmark::RegisterBenchmark(version.name, measure, version)
            ->UseManualTime()
            ->Unit(benchmark::kNanosecond)
            ->Iterations(1)  // a run that was disturbed spoils one repetition, and the median leaves it out
            ->Repetitions(repetitions)
            ->ReportAggregatesOnly()
            ->ComputeStatistics("min", least)
            ->ComputeStatistics("max", most);
    }
    Lines lines;
    benchmark::RunSpecifiedBenchmarks(&lines);
    return lines.wrong ? 1 : 0;
}
