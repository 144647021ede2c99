// How much faster two processes search than one: medians of searches of a few seconds, with one and two in turn. Run it
// where two cores are idle.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "explored.hpp"

namespace {

using hb::explore::Strategy;

constexpr std::size_t rounds = 5;

double median(std::vector<double> values) {
    std::ranges::nth_element(values, values.begin() + rounds / 2);
    return values[rounds / 2];
}

/// Until all schedules of three threads with so many critical sections each were run.
double seconds_to_prove(Strategy strategy, char const* sections, int jobs) {
    hb::explore::Settings settings;
    settings.strategy = strategy;
    settings.executions = 10'000'000;
    settings.time_limit = {};
    settings.jobs = jobs;
    auto const result = hb::explore::explore(explored("mutex_sections"), {sections}, settings);
    if (!result.proved()) {
        std::fprintf(stderr, "not all schedules were run: %s\n", result.error.c_str());
        std::exit(1);
    }
    return std::chrono::duration<double>{result.searches.front().time}.count();
}

}  // namespace

int main() {
    std::printf("mutex_sections, seconds, medians of %zu rounds\n                           --jobs 1  --jobs 2\n",
                rounds);
    struct Search {
        Strategy strategy;
        char const* sections;
    };
    for (auto const& [strategy, sections] : {Search{Strategy::dpor, "5"}, Search{Strategy::depth_first, "4"}}) {
        std::vector<double> one;
        std::vector<double> two;
        for (std::size_t round = 0; round < rounds; ++round) {
            one.push_back(seconds_to_prove(strategy, sections, 1));
            two.push_back(seconds_to_prove(strategy, sections, 2));
        }
        auto const name = hb::explore::name_of(strategy);
        std::printf("  %-11.*s, %s sections  %8.2f  %8.2f  %.2f times as fast\n", static_cast<int>(name.size()),
                    name.data(), sections, median(one), median(two), median(one) / median(two));
    }
}
