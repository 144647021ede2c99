#pragma once
// Wrong: a change of a key that is there takes its lock for reading only.

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
        auto& stripe = stripes_[Hash{}(key) % stripes_.size()];
        {
            std::shared_lock const lock{stripe.mutex};
            auto const found = stripe.entries.find(key);
            if (found != stripe.entries.end()) {
                change(found->second);
                return;
            }
        }
        std::unique_lock const lock{stripe.mutex};
        change(stripe.entries[key]);
    }

    std::optional<Value> find(Key const& key) const {
        auto const& stripe = stripes_[Hash{}(key) % stripes_.size()];
        std::shared_lock const lock{stripe.mutex};
        auto const found = stripe.entries.find(key);
        if (found == stripe.entries.end()) return std::nullopt;
        return found->second;
    }

    template <class Visit>
    void for_each(Visit visit) const {
        std::vector<std::unique_lock<std::shared_mutex>> locks;
        for (auto const& stripe : stripes_)
            locks.emplace_back(stripe.mutex);
        for (auto const& stripe : stripes_)
            for (auto const& [key, value] : stripe.entries)
                visit(key, value);
    }

private:
    struct Stripe {
        mutable std::shared_mutex mutex;
        std::unordered_map<Key, Value, Hash> entries;
    };

    std::vector<Stripe> stripes_;
};
