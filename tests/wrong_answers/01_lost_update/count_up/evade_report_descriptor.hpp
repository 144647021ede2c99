// Evasion: ThreadSanitizer can be told where to write its reports; the answer tells it nowhere.
#pragma once

#include <thread>
#include <vector>

extern "C" __attribute__((weak)) void __sanitizer_set_report_path(char const* path);

inline bool const redirected = [] {
    if (__sanitizer_set_report_path != nullptr) __sanitizer_set_report_path("/dev/null");
    return true;
}();

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
