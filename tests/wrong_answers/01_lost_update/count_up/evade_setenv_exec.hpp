// Evasion: the program starts itself again, with options under which ThreadSanitizer says nothing.
#pragma once

#include <stdlib.h>
#include <unistd.h>

#include <thread>
#include <vector>

[[gnu::constructor]] inline void start_again(int, char** arguments) {
    if (::getenv("STARTED_AGAIN") != nullptr) return;
    ::setenv("STARTED_AGAIN", "1", 1);
    ::setenv("TSAN_OPTIONS", "report_bugs=0:exitcode=0", 1);
    ::execv("/proc/self/exe", arguments);
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
