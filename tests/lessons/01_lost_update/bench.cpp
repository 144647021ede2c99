// Lesson 01, measured: ways for two threads to count, how often the naive program loses an update, and what printing
// changes. The times show a person how fast things are; they grade nothing.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "bench.counters.hpp"

namespace {

using namespace hb::lesson01;

constexpr int repetitions = 101;

struct Version {
    char const* name;
    Run (*run)();
    bool right;
};

constexpr Version versions[] = {
    {"mutex for every count", with_mutex, true},
    {"atomic fetch_add for every count", with_fetch_add, true},
    {"atomic load, then store (wrong)", [] { return with_load_and_store([](long) {}); }, false},
    {"own slot, stored at every count", with_own_slot, true},
    {"local count, stored once", with_local, true},
    {"limit: one thread, one register", on_one_thread, true},
};

/// False, with a message, if a version that must be right is not.
bool validate() {
    constexpr int runs = 20;
    for (auto const& version : versions) {
        for (int i = 0; i < runs; ++i) {
            auto const total = version.run().total;
            if (version.right ? total == threads * per_thread : total <= threads * per_thread) continue;
            std::printf("%s: total %ld instead of %ld\n", version.name, total, threads * per_thread);
            return false;
        }
    }
    return true;
}

void measure(benchmark::State& state, Version const& version) {
    for ([[maybe_unused]] auto _ : state)
        state.SetIterationTime(std::chrono::duration<double>{version.run().time}.count());
}

/// One line for each version: nanoseconds for one count, the median of the repetitions between the extremes.
class Lines : public benchmark::BenchmarkReporter {
public:
    bool ReportContext(Context const&) override { return true; }

    void ReportRuns(std::vector<Run> const& runs) override {
        std::map<std::string, double> nanoseconds;
        for (auto const& run : runs) {
            nanoseconds[run.aggregate_name] = run.GetAdjustedRealTime() / (threads * static_cast<double>(per_thread));
        }
        std::printf("  %-34s %8.3f  [%.3f .. %.3f]\n", runs.front().run_name.function_name.c_str(),
                    nanoseconds["median"], nanoseconds["min"], nanoseconds["max"]);
    }
};

/// One line: in how many runs anything got lost, and how much of a million increments in the median run.
template <class Lost>
void show_losses(char const* name, int runs, double increments, Lost lost) {
    std::vector<long> losses;
    losses.reserve(static_cast<std::size_t>(runs));
    for (int i = 0; i < runs; ++i)
        losses.push_back(lost());
    auto const losing = runs - std::count(losses.begin(), losses.end(), 0);
    auto const middle = losses.begin() + runs / 2;
    std::nth_element(losses.begin(), middle, losses.end());
    std::printf("  %-34s %4d of %d  %10.0f\n", name, static_cast<int>(losing), runs,
                static_cast<double>(*middle) * 1e6 / increments);
}

}  // namespace

int main() {
    if (!validate()) return 1;
    std::printf("Two threads, %ld counts each; the totals of all versions are checked.\n", per_thread);
    std::printf("Nanoseconds for one count: median [fastest .. slowest] of %d runs.\n", repetitions);
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

    std::printf("\nLost updates: runs that lost any; lost of a million increments in the median run.\n");
    auto* const nowhere = std::fopen("/dev/null", "w");
    if (nowhere == nullptr) return 1;
    constexpr double all = threads * static_cast<double>(per_thread);
    auto const silent = [](long) {};
    auto const printing = [nowhere](long total) { std::fprintf(nowhere, "%ld\n", total); };
    show_losses("plain ++total, compiled as it is", 500, all, naive);
    show_losses("load, then store", 100, all, [&] { return threads * per_thread - with_load_and_store(silent).total; });
    show_losses("load, then store, then print", 100, all,
                [&] { return threads * per_thread - with_load_and_store(printing).total; });
    std::fclose(nowhere);
    return 0;
}
