#pragma once
// Wrong: the lock is whose turn it is, not that of the key.

#include <atomic>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <vector>

template <class Key, class Value, class Hash = std::hash<Key>>
class StripedMap {
public:
    explicit StripedMap(std::size_t stripes) : stripes_(stripes) {}

    template <class Change>
    void update(Key const& key, Change change) {
        std::lock_guard const lock{stripes_[next_++ % stripes_.size()].mutex};
        change(stripe_of(key).entries[key]);
    }

    std::optional<Value> find(Key const& key) const {
        auto const& stripe = stripe_of(key);
        std::lock_guard const lock{stripe.mutex};
        auto const found = stripe.entries.find(key);
        if (found == stripe.entries.end()) return std::nullopt;
        return found->second;
    }

    template <class Visit>
    void for_each(Visit visit) const {
        std::vector<std::unique_lock<std::mutex>> locks;
        for (auto const& stripe : stripes_)
            locks.emplace_back(stripe.mutex);
        for (auto const& stripe : stripes_)
            for (auto const& [key, value] : stripe.entries)
                visit(key, value);
    }

private:
    struct Stripe {
        mutable std::mutex mutex;
        std::unordered_map<Key, Value, Hash> entries;
    };

    Stripe& stripe_of(Key const& key) { return stripes_[Hash{}(key) % stripes_.size()]; }
    Stripe const& stripe_of(Key const& key) const { return stripes_[Hash{}(key) % stripes_.size()]; }

    std::vector<Stripe> stripes_;
    std::atomic<std::size_t> next_ = 0;
};
