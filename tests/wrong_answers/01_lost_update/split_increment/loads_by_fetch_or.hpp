#pragma once
// Wrong: an or with nothing is a read-modify-write all the same.

#include <atomic>
class SplitIncrement {
public:
    explicit SplitIncrement(std::atomic<long>& c) : c_{c} {}
    void load() { r_ = c_.fetch_or(0); }
    void add() { ++r_; }
    void store() { c_.store(r_); }

private:
    std::atomic<long>& c_;
    long r_ = 0;
};
