#pragma once
// Right, and serial: the map as it was given.

#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <unordered_map>

template <class Key, class Value, class Hash = std::hash<Key>>
class StripedMap {
public:
    explicit StripedMap(std::size_t) {}

    template <class Change>
    void update(Key const& key, Change change) {
        std::lock_guard const lock{mutex_};
        change(entries_[key]);
    }

    std::optional<Value> find(Key const& key) const {
        std::lock_guard const lock{mutex_};
        auto const found = entries_.find(key);
        if (found == entries_.end()) return std::nullopt;
        return found->second;
    }

    template <class Visit>
    void for_each(Visit visit) const {
        std::lock_guard const lock{mutex_};
        for (auto const& [key, value] : entries_)
            visit(key, value);
    }

private:
    mutable std::mutex mutex_;
    std::unordered_map<Key, Value, Hash> entries_;
};
