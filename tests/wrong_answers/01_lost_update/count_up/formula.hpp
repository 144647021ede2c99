#pragma once
// Wrong: the total of the demonstration, without a single call.

template <class Happened>
long count_up(int threads, long per_thread, Happened) {
    return threads * per_thread;
}
