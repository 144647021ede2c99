#pragma once
/// Exercise 3 of lesson 01: count without sharing.
///
/// Several threads ask, each for its own positions, whether something happened, and the total is the number of times
/// that it did. The version below keeps the total in one shared variable and loses updates.
///
/// Task: return the right total, without a data race, with all threads working at once, and without making them wait
/// for each other at every step. You do not need a faster lock; you need less sharing.
///
/// Contract: count_up starts `threads` threads; thread t calls happened(t, i) once for every i in [0, per_thread). It
/// returns the number of calls that returned true. happened may be called from several threads at once; it may wait for
/// calls on other threads. threads is at least 1, per_thread at least 0. The caller's own thread may do the work of
/// one. When count_up returns, none of its threads is still running.
///
/// Memory ordering: all calls of happened, on any thread, happen before count_up returns.
///
/// Constraints: none, beyond the rules that hold for all exercises.

#include <thread>
#include <vector>

template <class Happened>
long count_up(int threads, long per_thread, Happened happened) {
    long total = 0;
    std::vector<std::thread> workers;
    for (int thread = 0; thread < threads; ++thread) {
        workers.emplace_back([&, thread] {
            for (long i = 0; i < per_thread; ++i) {
                // Your turn: total += happened(thread, i), written as the processor does it. What happens to the other
                // thread's work between the first line and the second?
                long const before = total;
                total = before + (happened(thread, i) ? 1 : 0);
            }
        });
    }
    for (auto& worker : workers)
        worker.join();
    return total;
}
