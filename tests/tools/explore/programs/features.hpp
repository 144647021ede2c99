#pragma once
// Correct programs, each with another part of the standard library: features.cpp runs the one that its argument names.
#include <functional>
#include <span>
#include <string_view>
#include <thread>

struct Feature {
    std::string_view name;
    void (*run)();
};

std::span<Feature const> features_of_locks();
std::span<Feature const> features_of_waiting();
std::span<Feature const> features_of_threads();

inline int shared = 0;  // what is protected by something

inline void in_two_threads(std::function<void()> const& body) {
    std::thread first{body};
    std::thread second{body};
    first.join();
    second.join();
}
