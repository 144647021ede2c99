// The scenarios of count_up: it counts under yields that make a lost update show, it meets, and it counts at full
// speed.

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <thread>
#include <type_traits>
#include <vector>

#include "count_up.inputs.hpp"
#include "subject/rendezvous.hpp"
#include "subject/scenario.hpp"
#include HB_ANSWER

namespace hb::lesson01 {
namespace {

using subject::Arguments;
using subject::Parameter;
using subject::Rendezvous;
using subject::Scenario;
using subject::Values;

constexpr std::int64_t most_threads = 64;

struct Size {
    int threads;
    long per_thread;
};

Size size_of(Arguments const& given) {
    auto const threads = given.integer("threads");
    auto const per_thread = given.integer("per_thread");
    if (threads < 1 || threads > most_threads || per_thread < 0) {
        throw std::invalid_argument{"threads must be 1 to " + std::to_string(most_threads) + ", per_thread at least 0"};
    }
    return {static_cast<int>(threads), static_cast<long>(per_thread)};
}

std::vector<Parameter> with_size(std::int64_t threads, std::int64_t per_thread, std::vector<Parameter> more = {}) {
    more.insert(more.begin(), {{"threads", threads, "how many, 1 to 64"}, {"per_thread", per_thread, "calls on each"}});
    return more;
}

/// The answer, held to its signature.
template <class Happened>
long ask(Size size, Happened happened) {
    static_assert(std::is_same_v<decltype(::count_up(size.threads, size.per_thread, happened)), long>,
                  "count_up must return long");
    return ::count_up(size.threads, size.per_thread, happened);
}

/// Calls counted for each thread apart, so that counting disturbs the answer as little as may be.
class Calls {
public:
    // relaxed: adds no order between the answer's threads, so it hides no race of theirs from ThreadSanitizer.
    void note(int thread) {
        slots_[static_cast<unsigned>(thread) % slots_.size()].calls.fetch_add(1, std::memory_order_relaxed);
    }

    [[nodiscard]] std::int64_t sum() const {
        std::int64_t total = 0;
        // relaxed: the answer has joined its threads, or its total is wrong anyway.
        for (auto const& slot : slots_)
            total += slot.calls.load(std::memory_order_relaxed);
        return total;
    }

private:
    struct alignas(64) Slot {  // a cache line each
        std::atomic<std::int64_t> calls = 0;
    };
    std::array<Slot, most_threads> slots_;
};

Values count_with_yields(Arguments const& given) {
    auto const size = size_of(given);
    auto const seed = given.seed();
    auto const percent = static_cast<long>(given.integer("percent"));
    Calls calls;
    // What was loaded before the first call is out of date when the call returns: who stores it after all loses updates
    // in every run, on a busy machine and on one core too. A serial answer waits once, in vain.
    Rendezvous first_calls{size.threads, std::chrono::milliseconds{250}};
    auto const total = ask(size, [&, seed, percent, per_thread = size.per_thread](int thread, long i) {
        auto const at = position(thread, i, per_thread);
        calls.note(thread);
        if (i == 0) first_calls.arrive();
        if (yields(seed, at)) std::this_thread::yield();
        return happens(seed, at, percent);
    });
    return {{"total", total}, {"calls", calls.sum()}};
}

// The number of calls is shown without an expected one: a lost update is a call that was made and does not count.
Values expected_with_yields(Arguments const& given) {
    auto const size = size_of(given);
    auto const percent = static_cast<long>(given.integer("percent"));
    return {{"total", count_up_total(given.seed(), size.threads, size.per_thread, percent)}};
}

Values meet(Arguments const& given) {
    auto const threads = given.integer("threads");
    if (threads < 1 || threads > most_threads) throw std::invalid_argument{"threads must be 1 to 64"};
    Rendezvous together{threads, std::chrono::seconds{2}};
    ask({static_cast<int>(threads), 1}, [&together](int, long) {
        together.arrive();
        return true;
    });
    return {{"in_flight", together.most_together()}};
}

Values all_meet(Arguments const& given) {
    return {{"in_flight", given.integer("threads")}};
}

Values count_at_full_speed(Arguments const& given) {
    auto const size = size_of(given);
    auto const total = ask(size, [seed = given.seed(), per_thread = size.per_thread](int thread, long i) {
        auto hash = subject::mixed(seed, position(thread, i, per_thread));
        // Emits nothing; but now the compiler can foresee no value, hence neither fold nor vectorise the calls.
        asm volatile("" : "+r"(hash));
        return tally_happens(hash);
    });
    return {{"total", total}};
}

Values expected_at_full_speed(Arguments const& given) {
    auto const size = size_of(given);
    return {{"total", tally_total(given.seed(), size.threads, size.per_thread)}};
}

Scenario const count_up{
    "count_up",
    "threads count together; first calls wait for each other, some later ones yield; total is what came out",
    with_size(2, 100'000, {{"percent", 100, "of the calls in which something happened"}}), count_with_yields,
    expected_with_yields};
Scenario const overlap{"overlap",
                       "every call waits until one of each thread is there; in_flight is how many were",
                       {{"threads", 2, "how many, 1 to 64"}},
                       meet,
                       all_meet};
Scenario const tally{"tally", "threads count without pause, for the clock", with_size(2, 2'000'000),
                     count_at_full_speed, expected_at_full_speed};

}  // namespace
}  // namespace hb::lesson01
