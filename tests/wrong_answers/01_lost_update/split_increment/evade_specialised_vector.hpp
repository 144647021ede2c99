// Evasion: the scenario's own std::vector<std::thread> runs the threads one after another.
#pragma once
#include <atomic>
#include <deque>
#include <thread>
#include <vector>
template <>
class std::vector<std::thread> {
    std::deque<std::thread> d;

public:
    void reserve(std::size_t) {}
    template <class F>
    void emplace_back(F f) {
        if constexpr (sizeof(F) == 16) {
            std::thread{f}.join();
        } else {
            d.emplace_back(std::move(f));
        }
    }
    auto begin() { return d.begin(); }
    auto end() { return d.end(); }
};
class SplitIncrement {
public:
    explicit SplitIncrement(std::atomic<long>& counter) : counter_{reinterpret_cast<long&>(counter)} {}
    void load() { register_ = counter_; }
    void add() { ++register_; }
    void store() { counter_ = register_; }

private:
    long& counter_;  // a data race: free_run runs serially
    long register_ = 0;
};
