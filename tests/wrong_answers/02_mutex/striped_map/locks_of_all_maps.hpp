#pragma once
// Wrong: the locks belong to the class, not to the map.

#include <array>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <unordered_map>
#include <vector>

template <class Key, class Value, class Hash = std::hash<Key>>
class StripedMap {
public:
    explicit StripedMap(std::size_t stripes) : stripes_(stripes) {}

    template <class Change>
    void update(Key const& key, Change change) {
        auto& stripe = stripes_[stripe_of(key)];
        std::lock_guard const lock{mutexes_[stripe_of(key) % mutexes_.size()]};
        change(stripe.entries[key]);
    }

    std::optional<Value> find(Key const& key) const {
        auto const& stripe = stripes_[stripe_of(key)];
        std::lock_guard const lock{mutexes_[stripe_of(key) % mutexes_.size()]};
        auto const found = stripe.entries.find(key);
        if (found == stripe.entries.end()) return std::nullopt;
        return found->second;
    }

    template <class Visit>
    void for_each(Visit visit) const {
        std::vector<std::unique_lock<std::mutex>> locks;
        for (auto& mutex : mutexes_)
            locks.emplace_back(mutex);
        for (auto const& stripe : stripes_)
            for (auto const& [key, value] : stripe.entries)
                visit(key, value);
    }

private:
    struct Stripe {
        std::unordered_map<Key, Value, Hash> entries;
    };

    std::size_t stripe_of(Key const& key) const { return Hash{}(key) % stripes_.size(); }

    inline static std::array<std::mutex, 32> mutexes_;
    std::vector<Stripe> stripes_;
};
