// How the scenarios of striped_map drive the answer: updates against a model, changes that meet, changes that must not,
// a view of one moment, and work for the clock. What they are called and should give: striped_map.table.cpp.

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "striped_map.inputs.hpp"
#include "striped_map.scenarios.hpp"
#include "subject/interruption.hpp"
#include "subject/on_threads.hpp"
#include "subject/rendezvous.hpp"
#include "subject/scenario.hpp"
#include HB_ANSWER

namespace hb::lesson02 {

/// No number, so that nothing but a hash function makes one of it.
struct Key {
    std::int64_t number;

    auto operator<=>(Key const&) const = default;
};

}  // namespace hb::lesson02

/// Says to an answer that uses it what it should have used.
template <>
struct std::hash<hb::lesson02::Key> {
    template <class Key>
    std::size_t operator()(Key const&) const {
        static_assert(sizeof(Key) == 0,
                      "the hash function of this map is its parameter Hash, which is not std::hash here");
        return 0;
    }
};

namespace hb::lesson02 {
namespace {

using subject::Arguments;
using subject::Integers;
using subject::Interruption;
using subject::on_threads;
using subject::Rendezvous;
using subject::Values;

/// The number itself, so that a scenario chooses the stripes of its keys.
struct NumberOf {
    std::size_t operator()(Key key) const { return static_cast<std::size_t>(key.number); }
};

using Map = ::StripedMap<Key, std::int64_t, NumberOf>;

/// The change that most scenarios make, and what it comes to. One lambda for all: for each other one, the compiler
/// would make the answer's templates anew.
constexpr auto add_one = [](std::int64_t& value) { ++value; };

std::int64_t total_of(Map const& map) {
    std::int64_t total = 0;
    map.for_each([&](Key, std::int64_t value) { total += value; });
    return total;
}

/// The value of each key as find says it and as for_each shows it; 0: not there.
Values contents(Map const& map, std::int64_t keys) {
    Integers found(static_cast<std::size_t>(keys));
    auto visited = found;
    for (std::int64_t key = 0; key < keys; ++key) {
        auto const value = map.find(Key{key});
        if (value) found[static_cast<std::size_t>(key)] = *value;
    }
    map.for_each([&](Key key, std::int64_t value) { visited.at(NumberOf{}(key)) += value; });
    return {{"found", found}, {"visited", visited}};
}

}  // namespace

HB_RUNS_ONCE Values update_a_share_each(Arguments const& given) {
    auto const threads = given.integer("threads");
    auto const updates = given.integer("updates");
    auto const keys = at_least_one(given, "keys");
    Map map{static_cast<std::size_t>(at_least_one(given, "stripes"))};
    on_threads(threads, [&](std::int64_t thread) {
        for (auto at = thread; at < updates; at += threads) {
            auto const number = static_cast<std::uint64_t>(at);
            map.update(Key{key_of(given.seed(), number, keys)}, [&](std::int64_t& value) {
                auto const before = value;
                if (number % 64 == 0) std::this_thread::yield();
                value = before + amount_of(given.seed(), number);
            });
        }
    });
    return contents(map, keys);
}

namespace {

HB_RUNS_ONCE TwoValues operate(Map& map, Operation operation) {
    TwoValues seen{absent, absent};
    if (operation.what == Operation::update) map.update(Key{operation.key}, add_one);
    if (operation.what == Operation::find) seen[0] = map.find(Key{operation.key}).value_or(absent);
    if (operation.what == Operation::for_each)
        map.for_each([&](Key key, std::int64_t value) { seen.at(NumberOf{}(key)) = value; });
    return seen;
}

}  // namespace

/// Small enough for every interleaving to be tried.
HB_RUNS_ONCE Values use_beside(Arguments const&) {
    Map map{2};
    map.update(Key{0}, add_one);
    SeenBeside seen{};
    on_threads(3, [&](std::int64_t number) {
        auto const thread = static_cast<std::size_t>(number);
        for (std::size_t step = 0; step < 2; ++step)
            seen[thread][step] = operate(map, operations_beside[thread][step]);
    });
    auto const left = operate(map, {Operation::for_each, 0});
    auto values = contents(map, 2);
    values.emplace_back("as_if_one_by_one", is_one_by_one(left, seen) ? "yes" : "no");
    return values;
}

/// Changes of one key, which must run one at a time: who meets another has the same old value, and loses an update.
HB_RUNS_ONCE Values change_one_key(Arguments const& given) {
    auto const threads = given.integer("threads");
    Map map{4};
    Rendezvous changes{threads, subject::patience};
    on_threads(threads, [&](std::int64_t) {
        map.update(Key{7}, [&](std::int64_t& value) {
            auto const before = value;
            changes.arrive();
            value = before + 1;
        });
    });
    return {{"value", map.find(Key{7}).value_or(0)}, {"at_once", changes.most_together()}};
}

/// Changes of keys of different stripes wait for each other: one lock for two stripes keeps them from meeting. Numbers
/// of stripes that are powers of two and others, keys that are 1, 2, 4, ... apart, and far apart; the worst one counts.
HB_RUNS_ONCE Values change_different_stripes(Arguments const& given) {
    auto const threads = given.integer("threads");
    auto fewest = threads;
    for (std::int64_t const stripes : {3, 8, 48, 100}) {
        Map map{static_cast<std::size_t>(stripes)};
        for (std::int64_t apart = 1; apart * (threads - 1) < stripes; apart *= 2) {
            if (fewest < threads) break;
            Rendezvous changes{threads, std::chrono::seconds{2}};
            on_threads(threads, [&](std::int64_t thread) {
                auto const laps =
                    static_cast<std::int64_t>(subject::mixed(given.seed(), static_cast<std::uint64_t>(thread)) % 1000);
                map.update(Key{thread * apart + laps * stripes}, [&](std::int64_t&) { changes.arrive(); });
            });
            fewest = std::min(fewest, changes.most_together());
        }
    }
    return {{"in_flight", fewest}};
}

/// A change of one map changes another: two maps have nothing in common.
HB_RUNS_ONCE Values change_two_maps(Arguments const&) {
    Map first{2};
    Map second{2};
    first.update(Key{1}, [&](std::int64_t& value) {
        second.update(Key{1}, add_one);
        ++value;
    });
    return {{"first", total_of(first)}, {"second", total_of(second)}};
}

/// Three entries in three stripes. When the second one is visited, another thread adds 1 to the one that was visited
/// first, and then to the one that was not visited yet: who sees the later update must see the earlier one.
HB_RUNS_ONCE Values change_while_visiting(Arguments const&) {
    Map map{3};
    for (std::int64_t key = 0; key < 3; ++key)
        map.update(Key{key}, [](std::int64_t& value) { value = 10; });
    std::vector<std::int64_t> keys;
    Integers seen;
    Interruption interruption{2, [&map, &keys] {
                                  auto const first = keys[0];
                                  auto const last = 3 - keys[0] - keys[1];
                                  map.update(Key{first}, add_one);
                                  map.update(Key{last}, add_one);
                              }};
    map.for_each([&](Key key, std::int64_t value) {
        if (keys.size() < 2) keys.push_back(key.number);
        seen.push_back(value);
        interruption.point();
    });
    if (keys.size() == 2) interruption.finish();
    bool const of_one_moment = seen.size() == 3 && seen[0] - 10 >= seen[2] - 10;
    return {{"entries", static_cast<std::int64_t>(seen.size())},
            {"of_one_moment", of_one_moment ? "yes" : "no"},
            {"first_then_last", seen}};
}

namespace {

/// More than a std::runtime_error can carry: who catches the exception and throws another one loses it.
struct NoValue : std::runtime_error {
    explicit NoValue(int its_days) : std::runtime_error{"no value for days: "}, days{its_days} {}

    int days;
};

}  // namespace

HB_RUNS_ONCE Values change_that_throws(Arguments const&) {
    Map map{2};
    std::string arrived = "nothing";
    try {
        map.update(Key{1}, [](std::int64_t& value) {
            value = 3;
            throw NoValue{3};
        });
    } catch (NoValue const& error) {
        arrived = error.what() + std::to_string(error.days);
    } catch (std::exception const& other) {
        arrived = std::string{"another exception: "} + other.what();
    }
    on_threads(
        1, [&](std::int64_t) { map.update(Key{1}, [](std::int64_t& value) { value += 2; }); });  // any thread can go on
    return {{"exception", arrived}, {"value", map.find(Key{1}).value_or(0)}};
}

/// Looking for a key must not bring it in.
HB_RUNS_ONCE Values look_for_an_absent_key(Arguments const&) {
    Map map{2};
    map.update(Key{1}, add_one);
    bool const found = static_cast<bool>(map.find(Key{2}));
    std::int64_t entries = 0;
    map.for_each([&](Key, std::int64_t) { ++entries; });
    return {{"found", found ? "yes" : "no"}, {"entries", entries}};
}

namespace {

/// Each thread keeps to the keys of one stripe, its own. Where stripes have nothing in common, nothing orders the
/// threads; what they share all the same is then a data race in every run.
HB_RUNS_ONCE void keep_apart(Map& map, std::int64_t threads, std::int64_t stripes, std::int64_t keys) {
    on_threads(threads, [&](std::int64_t thread) {
        for (std::int64_t i = 0; i < keys; ++i)
            map.update(Key{thread % stripes + stripes * i}, add_one);
    });
}

/// Each thread begins with another function: what it does first is ordered after nothing that others do. And each ends
/// with a look at all entries and at key 0, which all threads change to their end: nothing orders a look behind the
/// lock before what the others still do.
HB_RUNS_ONCE void use_all(Map& map, std::int64_t threads, std::int64_t keys) {
    // relaxed: uses what was seen, and orders nothing. No partner.
    std::atomic<std::int64_t> sum = 0;
    auto const look_at = [&](std::int64_t key) {
        // Not held to return std::optional: an answer that returns a pointer reads here, without its lock.
        auto const found = map.find(Key{key});
        if (found) sum.fetch_add(*found, std::memory_order_relaxed);
    };
    auto const look_at_all = [&] {
        map.for_each([&](Key, std::int64_t const& value) { sum.fetch_add(value, std::memory_order_relaxed); });
    };
    on_threads(threads, [&](std::int64_t thread) {
        for (std::int64_t i = 0; i < 3 * keys; ++i) {
            auto const key = i % 2 == 0 ? 0 : (i / 3 + 5 * thread) % keys;
            if ((i + thread) % 3 == 0) map.update(Key{key}, add_one);
            if ((i + thread) % 3 == 1) look_at(key);
            if ((i + thread) % 3 == 2 && i < 30) look_at_all();
        }
        look_at_all();
        look_at(0);
    });
}

}  // namespace

/// No synchronisation of ours.
HB_RUNS_ONCE Values run_free(Arguments const& given) {
    auto const stripes = at_least_one(given, "stripes");
    auto const keys = at_least_one(given, "keys");
    Map map{static_cast<std::size_t>(stripes)};
    if (given.integer("apart") != 0) {
        keep_apart(map, given.integer("threads"), stripes, keys);
    } else {
        use_all(map, given.integer("threads"), keys);
    }
    return {{"total", total_of(map)}};
}

/// A change takes about a microsecond, so that it matters whether changes run at once, and the lock itself does not.
HB_RUNS_ONCE Values update_at_full_speed(Arguments const& given) {
    constexpr int steps_of_a_change = 250;
    constexpr std::int64_t keys = 1000;
    auto const threads = given.integer("threads");
    auto const per_thread = given.integer("per_thread");
    Map map{1024};
    on_threads(threads, [&](std::int64_t thread) {
        for (std::int64_t i = 0; i < per_thread; ++i) {
            auto const number = static_cast<std::uint64_t>(thread * per_thread + i);
            map.update(Key{key_of(given.seed(), number, keys)}, [&](std::int64_t& value) {
                auto hash = given.seed() + number;
                for (int step = 0; step < steps_of_a_change; ++step)
                    hash = subject::mixed(hash, number);
                value += static_cast<std::int64_t>(hash % 16);  // so that who skips the work has another total
            });
        }
    });
    return {{"total", total_of(map)}};
}

}  // namespace hb::lesson02
