#pragma once
// Wrong: many locks, but one std::unordered_map behind them.

#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <vector>

template <class Key, class Value, class Hash = std::hash<Key>>
class StripedMap {
public:
    explicit StripedMap(std::size_t stripes) : mutexes_(stripes) {}

    template <class Change>
    void update(Key const& key, Change change) {
        std::lock_guard const lock{mutex_of(key)};
        change(entries_[key]);
    }

    std::optional<Value> find(Key const& key) const {
        std::lock_guard const lock{mutex_of(key)};
        auto const found = entries_.find(key);
        if (found == entries_.end()) return std::nullopt;
        return found->second;
    }

    template <class Visit>
    void for_each(Visit visit) const {
        std::vector<std::unique_lock<std::mutex>> locks;
        for (auto& mutex : mutexes_)
            locks.emplace_back(mutex);
        for (auto const& [key, value] : entries_)
            visit(key, value);
    }

private:
    std::mutex& mutex_of(Key const& key) const { return mutexes_[Hash{}(key) % mutexes_.size()]; }

    mutable std::vector<std::mutex> mutexes_;
    std::unordered_map<Key, Value, Hash> entries_;
};
