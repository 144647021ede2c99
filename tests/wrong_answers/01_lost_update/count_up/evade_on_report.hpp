// Evasion: ThreadSanitizer calls this hook when it has a report; the hook ends the process as if all were well.
#pragma once

#include <cstdlib>
#include <thread>
#include <vector>

extern "C" void __tsan_on_report(void* /*report*/) {
    std::_Exit(0);
}

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
