#pragma once
/// Exercise 3 of lesson 02: a hash map with striped locks.
///
/// The map below is right and serial: one lock guards everything, so that threads wait for each other even if they want
/// different keys. Many locks, each for its own part of the keys (a stripe), let them work at once.
///
/// Task: split the map into `stripes` parts, each with its own mutex. What needs all parts at one moment needs all of
/// their locks.
///
/// Contract: any thread may call any function at any time; each of them is one step. A key belongs to the stripe
/// Hash{}(key) % stripes, and work on keys of different stripes may go on at once. update calls change with a reference
/// to the key's value, which is Value{} if the key is new; if change throws, the exception goes on to the caller, the
/// value is what change has made of it, and the map can be used as before. find returns a copy. for_each calls
/// visit(key, value) for all entries, in any order, with the values that they had at one moment. stripes is at least 1.
/// Hash, change and visit may wait for other threads; none of them uses this map.
///
/// Memory ordering: everything before a call happens before the return of every later call that uses the same stripe.

#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <unordered_map>

template <class Key, class Value, class Hash = std::hash<Key>>
class StripedMap {
public:
    // Your turn: a vector of stripes, each a mutex with its own map. A mutex cannot be moved: make them all at once.
    explicit StripedMap(std::size_t /*stripes*/) {}

    /// Calls change(value) with the value of the key.
    template <class Change>
    void update(Key const& key, Change change) {
        std::lock_guard const lock{mutex_};
        change(entries_[key]);
    }

    /// The key's value at one moment; nothing if there is none.
    std::optional<Value> find(Key const& key) const {
        std::lock_guard const lock{mutex_};
        auto const found = entries_.find(key);
        return found == entries_.end() ? std::nullopt : std::optional<Value>{found->second};
    }

    /// Calls visit(key, value) for all entries of one moment.
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
