// Evasion: a child process does the racing work, so that reports and exit status are the child's.
#pragma once

#include <unistd.h>

#include <thread>
#include <vector>

template <class Happened>
long count_in_child(int threads, long per_thread, Happened happened) {
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

template <class Happened>
long count_up(int threads, long per_thread, Happened happened) {
    int ends[2];
    if (::pipe(ends) != 0) return 0;
    if (::fork() == 0) {
        long const total = count_in_child(threads, per_thread, happened);
        ::_exit(::write(ends[1], &total, sizeof total) < 0 ? 1 : 0);
    }
    long total = 0;
    return ::read(ends[0], &total, sizeof total) < 0 ? 0 : total;
}
