#pragma once
// Wrong: what comes from under the lock is where the value lies.

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
        auto& stripe = stripe_of(key);
        std::lock_guard const lock{stripe.mutex};
        change(stripe.entries[key]);
    }

    Value const* find_pointer(Key const& key) const {
        auto const& stripe = stripe_of(key);
        std::lock_guard const lock{stripe.mutex};
        auto const found = stripe.entries.find(key);
        return found == stripe.entries.end() ? nullptr : &found->second;
    }

    class Found {
    public:
        explicit Found(Value const* value) : value_{value} {}
        explicit operator bool() const { return value_ != nullptr; }
        Value const& operator*() const { return *value_; }
        Value value_or(Value const& other) const { return value_ == nullptr ? other : *value_; }

    private:
        Value const* value_;
    };

    Found find(Key const& key) const { return Found{find_pointer(key)}; }

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
};
