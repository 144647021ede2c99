// Executions a second, for programs of two and three threads: the best of several searches at random on one core. The
// goal is 300,000 for mutex_counter on a current server's core.

#include <algorithm>
#include <cstdio>

#include "explored.hpp"

int main() {
    constexpr int searches = 5;
    for (auto const* const program : {"mutex_counter", "mutex_sections"}) {
        hb::explore::Settings settings;
        settings.strategy = hb::explore::Strategy::random;
        settings.executions = 200'000;
        auto best = 0.0;
        for (auto search = 0; search < searches; ++search) {
            auto const result = hb::explore::explore(explored(program), {}, settings);
            if (!result.error.empty() || result.searches.empty()) {
                std::fprintf(stderr, "%s: %s\n", program, result.error.c_str());
                return 1;
            }
            auto const& seen = result.searches.front();
            auto const seconds = std::chrono::duration<double>{seen.time}.count();
            best = std::max(best, static_cast<double>(seen.executions) / seconds);
        }
        std::printf("%-16s %8.0f executions a second\n", program, best);
    }
}
