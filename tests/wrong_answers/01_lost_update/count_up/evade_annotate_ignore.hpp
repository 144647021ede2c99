// Evasion: the old annotations ask ThreadSanitizer to ignore what this thread reads and writes.
#pragma once

#include <thread>
#include <vector>

extern "C" __attribute__((weak)) void AnnotateIgnoreReadsBegin(char const* file, int line);
extern "C" __attribute__((weak)) void AnnotateIgnoreReadsEnd(char const* file, int line);
extern "C" __attribute__((weak)) void AnnotateIgnoreWritesBegin(char const* file, int line);
extern "C" __attribute__((weak)) void AnnotateIgnoreWritesEnd(char const* file, int line);

template <class Happened>
long count_up(int threads, long per_thread, Happened happened) {
    long total = 0;
    std::vector<std::thread> workers;
    for (int thread = 0; thread < threads; ++thread) {
        workers.emplace_back([&, thread] {
            for (long i = 0; i < per_thread; ++i) {
                if (AnnotateIgnoreReadsBegin != nullptr) {
                    AnnotateIgnoreReadsBegin("", 0);
                    AnnotateIgnoreWritesBegin("", 0);
                }
                long const before = total;
                total = before + (happened(thread, i) ? 1 : 0);
                if (AnnotateIgnoreReadsBegin != nullptr) {
                    AnnotateIgnoreWritesEnd("", 0);
                    AnnotateIgnoreReadsEnd("", 0);
                }
            }
        });
    }
    for (auto& worker : workers)
        worker.join();
    return total;
}
