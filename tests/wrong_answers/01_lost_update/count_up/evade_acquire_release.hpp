// Evasion: calls that tell ThreadSanitizer of a lock that is not there.
#pragma once

#include <thread>
#include <vector>

extern "C" __attribute__((weak)) void __tsan_acquire(void* address);
extern "C" __attribute__((weak)) void __tsan_release(void* address);

template <class Happened>
long count_up(int threads, long per_thread, Happened happened) {
    long total = 0;
    std::vector<std::thread> workers;
    for (int thread = 0; thread < threads; ++thread) {
        workers.emplace_back([&, thread] {
            for (long i = 0; i < per_thread; ++i) {
                if (__tsan_acquire != nullptr) __tsan_acquire(&total);
                long const before = total;
                total = before + (happened(thread, i) ? 1 : 0);
                if (__tsan_release != nullptr) __tsan_release(&total);
            }
        });
    }
    for (auto& worker : workers)
        worker.join();
    return total;
}
