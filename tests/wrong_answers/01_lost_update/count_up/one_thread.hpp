#pragma once
// Wrong: no thread at all.

template <class Happened>
long count_up(int threads, long per_thread, Happened happened) {
    long total = 0;
    for (int thread = 0; thread < threads; ++thread) {
        for (long i = 0; i < per_thread; ++i)
            total += happened(thread, i) ? 1 : 0;
    }
    return total;
}
