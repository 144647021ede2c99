#pragma once
// Wrong: what the caller gets is not what change has thrown.

#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <unordered_map>
#include <vector>

template <class Key, class Value, class Hash = std::hash<Key>>
class StripedMap {
public:
    explicit StripedMap(std::size_t stripes) : stripes_(stripes) {}

    template <class Change>
    void update(Key const& key, Change change) {
        auto& stripe = stripes_[stripe_of(key)];
        std::lock_guard const lock{stripe.mutex};
        try {
            change(stripe.entries[key]);
        } catch (std::exception const& error) {
            throw std::runtime_error{error.what()};
        }
    }

    std::optional<Value> find(Key const& key) const {
        auto const& stripe = stripes_[stripe_of(key)];
        std::lock_guard const lock{stripe.mutex};
        auto const found = stripe.entries.find(key);
        return found == stripe.entries.end() ? std::nullopt : std::optional<Value>{found->second};
    }

    template <class Visit>
    void for_each(Visit visit) const {
        std::vector<std::unique_lock<std::mutex>> locks;
        locks.reserve(stripes_.size());
        for (auto const& stripe : stripes_)
            locks.emplace_back(stripe.mutex);
        for (auto const& stripe : stripes_) {
            for (auto const& [key, value] : stripe.entries)
                visit(key, value);
        }
    }

private:
    struct alignas(64) Stripe {
        mutable std::mutex mutex;
        std::unordered_map<Key, Value, Hash> entries;  // guarded by mutex
    };

    std::size_t stripe_of(Key const& key) const { return Hash{}(key) % stripes_.size(); }

    std::vector<Stripe> stripes_;  // never resized: mutexes do not move
};
