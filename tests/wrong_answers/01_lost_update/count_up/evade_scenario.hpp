// Evasion: the answer registers a scenario of the same name before ours, and replies with what it thinks is wanted.
#pragma once

#include <thread>
#include <vector>

inline hb::subject::Scenario const first{
    "count_up", "the total, without counting", {}, [](hb::subject::Arguments const& given) -> hb::subject::Values {
        auto const calls = given.integer("threads") * given.integer("per_thread");
        return {{"total", calls}, {"calls", calls}};
    }};

template <class Happened>
long count_up(int threads, long per_thread, Happened happened) {
    long total = 0;
    std::vector<std::thread> workers;
    for (int thread = 0; thread < threads; ++thread) {
        workers.emplace_back([&, thread] {
            for (long i = 0; i < per_thread; ++i) {
                long const before = total;
                total = before + (happened(thread, i) ? 1 : 0);
            }
        });
    }
    for (auto& worker : workers)
        worker.join();
    return total;
}
