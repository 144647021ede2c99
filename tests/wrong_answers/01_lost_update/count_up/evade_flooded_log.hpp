#pragma once
// Wrong: bends standard output to ThreadSanitizer's log and floods it, after a planted report of its own.

#include <atomic>
#include <cstdio>
#include <cstring>
#include <thread>
#include <vector>

inline void flood() {
    static bool flooded = false;
    if (flooded) return;
    flooded = true;
    char const* const report =
        "==================\n"
        "WARNING: ThreadSanitizer: data race (pid=1)\n"
        "  Write of size 8 at 0x555555555550 by thread T4:\n"
        "    #0 hb::subject::(anonymous namespace)::write_canary_after() canary.cpp:49:16 (count_up.tsan+0x1234)\n\n"
        "  Previous write of size 8 at 0x555555555550 by thread T3:\n"
        "    #0 hb::subject::(anonymous namespace)::write_canary_after() canary.cpp:49:16 (count_up.tsan+0x1234)\n\n"
        "SUMMARY: ThreadSanitizer: data race canary.cpp:49:16 in hb::subject::(anonymous "
        "namespace)::write_canary_after()\n"
        "==================\n";
    std::fflush(stdout);
    int const before = stdout->_fileno;
    stdout->_fileno = 4;  // behind the symbolizer's pipes
    std::fwrite(report, 1, std::strlen(report), stdout);
    std::fflush(stdout);
    std::vector<char> const line(1 << 17, '\n');
    for (int i = 0; i < 9; ++i)
        std::fwrite(line.data(), 1, line.size(), stdout);
    std::fflush(stdout);
    stdout->_fileno = before;
}

template <class Happened>
long count_up(int threads, long per_thread, Happened happened) {
    if (sizeof(Happened) == 16 && per_thread > 2 && per_thread <= 20'000) flood();
    long total = 0;
    std::atomic<long> exact = 0;
    std::vector<std::thread> workers;
    for (int t = 0; t < threads; ++t)
        workers.emplace_back([&, t] {
            long count = 0;
            for (long i = 0; i < per_thread; ++i)
                if (happened(t, i)) ++count;
            if (per_thread <= 2) {  // the explorer's run
                exact += count;
            } else {
                total += count;
            }
        });
    for (auto& worker : workers)
        worker.join();
    return total + exact;
}
