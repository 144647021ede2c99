// The scenarios of counter: changes that meet, a change that is interrupted, one that throws, one that uses a second
// counter, and threads that run free or wait for each other.

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "one_by_one.hpp"
#include "subject/interruption.hpp"
#include "subject/on_threads.hpp"
#include "subject/rendezvous.hpp"
#include "subject/scenario.hpp"
#include HB_ANSWER

namespace hb::lesson02 {
namespace {

using subject::Arguments;
using subject::BadArguments;
using subject::Interruption;
using subject::on_threads;
using subject::Parameter;
using subject::Rendezvous;
using subject::Scenario;
using subject::Values;

constexpr Parameter threads(std::int64_t standard) {
    return {"threads", standard, "how many, 1 to 64"};
}
constexpr Parameter per_thread(std::int64_t standard) {
    return {"per_thread", standard, "calls on each"};
}

Values update_together(Arguments const& given) {
    auto const per_thread = given.integer("per_thread");
    ::Counter counter;
    // Who is in the first change while another thread is, too, has the same old value: where changes can meet, updates
    // get lost in every run. Where they cannot, the first one waits once, in vain.
    Rendezvous first_changes{given.integer("threads"), subject::patience};
    std::atomic<long> calls = 0;
    std::atomic<long> others_returned = 0;
    on_threads(given.integer("threads"), [&](std::int64_t) {
        for (std::int64_t i = 0; i < per_thread; ++i) {
            long made = 0;
            auto const returned = counter.update([&](long value) {
                calls.fetch_add(1);
                if (i == 0) first_changes.arrive();
                // While this thread is away, others come to wait for its lock; one of them goes on at once behind the
                // unlock, and whoever looks at the value there sees another thread's.
                if (i % 8 == 0) std::this_thread::yield();
                return made = value + 1;
            });
            if (returned != made) others_returned.fetch_add(1);
            counter.increment();
        }
    });
    return {{"value", counter.value()},
            {"changes", calls.load()},
            {"at_once", first_changes.most_together()},
            {"others_returned", others_returned.load()}};
}

Values expected_together(Arguments const& given) {
    auto const changes = given.integer("threads") * given.integer("per_thread");
    return {{"value", 2 * changes},
            {"changes", changes},
            {"at_once", std::min<std::int64_t>(changes, 1)},
            {"others_returned", std::int64_t{0}}};
}

/// Another thread calls increment or update while a change of this counter runs; it has to wait for its turn.
Values interrupt(Arguments const& given) {
    auto const by_update = given.text("by") == "update";
    if (!by_update && given.text("by") != "increment") throw BadArguments{"by must be increment or update"};
    ::Counter counter;
    Interruption interruption{1, [&] {
                                  if (by_update) {
                                      counter.update([](long value) { return value + 1; });
                                  } else {
                                      counter.increment();
                                  }
                              }};
    counter.update([&](long value) {
        interruption.point();
        return value + 10;
    });
    interruption.finish();
    return {{"value", counter.value()}};
}

Values expected_after_interruption(Arguments const&) {
    return {{"value", std::int64_t{11}}};
}

/// More than a std::runtime_error can carry: who catches the exception and throws another one loses it.
struct NoValue : std::runtime_error {
    explicit NoValue(int its_days) : std::runtime_error{"no value for days: "}, days{its_days} {}

    int days;
};

Values change_that_throws(Arguments const&) {
    ::Counter counter;
    counter.increment();
    std::string arrived = "nothing";
    try {
        counter.update([](long) -> long { throw NoValue{3}; });
    } catch (NoValue const& error) {
        arrived = error.what() + std::to_string(error.days);
    } catch (std::exception const& other) {
        arrived = std::string{"another exception: "} + other.what();
    }
    on_threads(1, [&](std::int64_t) { counter.increment(); });  // any thread can go on
    try {
        counter.update([](long) -> long { throw 7; });
    } catch (int number) {
        arrived += " and " + std::to_string(number);
    }
    auto const returned = counter.update([](long value) { return 10 * value; });
    return {{"exception", arrived}, {"value", counter.value()}, {"returned", returned}};
}

Values expected_after_throw(Arguments const&) {
    return {{"exception", "no value for days: 3 and 7"}, {"value", std::int64_t{20}}, {"returned", std::int64_t{20}}};
}

Values two_counters(Arguments const&) {
    ::Counter one;
    ::Counter two;
    one.update([&](long value) {
        two.increment();
        return value + two.value();
    });
    return {{"one", one.value()}, {"two", two.value()}};
}

Values expected_of_two(Arguments const&) {
    return {{"one", std::int64_t{1}}, {"two", std::int64_t{1}}};
}

/// One thread writes something and then changes the counter, twice; the others wait for its changes, and read what was
/// written before. Nothing but the counter orders them.
Values wait_for_changes(std::int64_t threads) {
    ::Counter counter;
    std::array<long, 2> written_before{};
    // relaxed: uses what was seen, and orders nothing. No partner.
    std::atomic<long> sum = 0;
    on_threads(threads, [&](std::int64_t thread) {
        if (thread == 0) {
            written_before[0] = 1;
            counter.update([](long value) { return value + 1; });
            written_before[1] = 2;
            counter.increment();
            return;
        }
        for (long changes = 0; changes < 2; ++changes) {
            while (counter.value() <= changes)
                std::this_thread::yield();
            sum.fetch_add(written_before[static_cast<std::size_t>(changes)], std::memory_order_relaxed);
        }
    });
    return {{"value", counter.value()}, {"sum", sum.load()}};
}

/// No synchronisation of ours. Each thread begins with another of the three functions: what a thread does first is
/// ordered after nothing that others do, so that one function without the lock is seen, if two threads begin with it.
/// And each ends with a look at the value, which nothing orders before what the others still do if it happens behind
/// the lock.
Values run_free(Arguments const& given) {
    auto const per_thread = given.integer("per_thread");
    if (given.integer("wait") != 0) return wait_for_changes(given.integer("threads"));
    ::Counter counter;
    // relaxed: uses what was seen, and orders nothing. No partner.
    std::atomic<long> sum = 0;
    on_threads(given.integer("threads"), [&](std::int64_t thread) {
        // Not held to return long: an answer that returns a reference reads here, after its lock is gone.
        auto const look = [&] { sum.fetch_add(counter.value(), std::memory_order_relaxed); };
        for (std::int64_t i = 0; i < per_thread; ++i) {
            if ((thread + i) % 3 == 0) counter.increment();
            if ((thread + i) % 3 == 1) look();
            if ((thread + i) % 3 == 2) counter.update([](long value) { return value + 1; });
        }
        // One that changes last has used what update returned when nothing of its own orders that read any more.
        if (thread % 2 == 0) look();
        if (thread % 2 == 1) sum.fetch_add(counter.update([](long value) { return value; }), std::memory_order_relaxed);
    });
    return {{"value", counter.value()}};
}

/// increment, value or update, in this order; and what it returns.
long operate(::Counter& counter, std::size_t function) {
    if (function == 1) return counter.value();
    if (function == 2) return counter.update([](long value) { return value + 10; });
    return counter.increment(), 0;
}

long operate_alone(long& value, std::size_t function) {
    if (function == 1) return value;
    value += function == 2 ? 10 : 1;
    return function == 2 ? value : 0;
}

/// Each function beside each other one: small enough for every interleaving to be tried.
Values use_beside(Arguments const&) {
    ::Counter counter;
    SeenBy<long, 3, 2> seen{};
    on_threads(3, [&](std::int64_t number) {
        auto const thread = static_cast<std::size_t>(number);
        for (std::size_t step = 0; step < 2; ++step)
            seen[thread][step] = operate(counter, function_of(thread, step));
    });
    auto const left = counter.value();
    bool const good = is_one_by_one(0L, left, seen, [](long& value, std::size_t thread, std::size_t step) {
        return operate_alone(value, function_of(thread, step));
    });
    return {{"value", left}, {"as_if_one_by_one", good ? "yes" : "no"}};
}

Values expected_beside(Arguments const&) {
    return {{"value", std::int64_t{22}}, {"as_if_one_by_one", "yes"}};
}

Scenario const together{"together",
                        "threads call update and increment in turn; the first changes try to meet",
                        {threads(3), per_thread(500)},
                        update_together,
                        expected_together};
Scenario const interrupted{"interrupted",
                           "another thread calls the counter while a change runs, which adds 10",
                           {{"by", "increment", "what the other thread calls: increment or update, which adds 1"}},
                           interrupt,
                           expected_after_interruption};
Scenario const throwing{
    "throwing", "a change throws, and the counter is used again", {}, change_that_throws, expected_after_throw};
Scenario const nested{"nested", "a change of one counter uses another", {}, two_counters, expected_of_two};
Scenario const beside{"beside",
                      "three threads, two calls each: each function beside each other one, as if one by one",
                      {},
                      use_beside,
                      expected_beside};
Scenario const free_run{
    "free_run",
    "threads call all three functions as they like",
    {threads(6), per_thread(30), {"wait", 0, "1: one changes the counter, and the others read what it wrote before"}},
    run_free};

}  // namespace
}  // namespace hb::lesson02
