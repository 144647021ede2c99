// The scenarios of count_up by name, with their arguments and what they should give, and how calls meet: all that needs
// no answer, and is not compiled again with each.

#include <algorithm>
#include <chrono>
#include <iterator>
#include <string>
#include <utility>

#include "count_up.inputs.hpp"
#include "count_up.scenarios.hpp"

namespace hb::lesson01 {

using subject::Arguments;
using subject::Parameter;
using subject::Scenario;
using subject::Values;

Size size_of(Arguments const& given) {
    auto const threads = given.integer("threads");
    auto const per_thread = given.integer("per_thread");
    if (threads < 1 || threads > most_threads || per_thread < 0) {
        throw subject::BadArguments{"threads must be 1 to " + std::to_string(most_threads) + ", per_thread at least 0"};
    }
    return {static_cast<int>(threads), static_cast<long>(per_thread)};
}

Meetings::Meetings(std::int64_t threads, std::vector<long> at)
    : threads_{threads}, at_{std::move(at)}, calls_(static_cast<std::size_t>(threads)) {
    for (std::size_t i = 0; i < at_.size(); ++i)
        places_.emplace_back(threads, std::chrono::seconds{2});
}

void Meetings::call(int thread) {
    // relaxed: only counts this thread's own calls.
    auto const call = calls_.at(static_cast<std::size_t>(thread)).fetch_add(1, std::memory_order_relaxed);
    auto const meeting = std::lower_bound(at_.begin(), at_.end(), call);
    if (meeting == at_.end() || *meeting != call) return;
    // relaxed: whoever misses a failed meeting waits once more, in vain.
    if (failed_.load(std::memory_order_relaxed)) return;
    auto& place = *std::next(places_.begin(), meeting - at_.begin());
    place.arrive();
    if (place.most_together() < threads_) failed_.store(true, std::memory_order_relaxed);
}

std::int64_t Meetings::fewest() const {
    auto fewest = threads_;
    for (auto const& place : places_) {
        // Nobody comes to a meeting after one that failed.
        if (place.most_together() > 0) fewest = std::min(fewest, place.most_together());
    }
    return places_.front().most_together() == 0 ? 0 : fewest;
}

std::vector<long> meeting_calls(std::uint64_t seed, long per_thread) {
    constexpr std::uint64_t between = 6;
    std::vector<long> at{0, per_thread - 1};
    for (std::uint64_t i = 1; i <= between; ++i)
        at.push_back(static_cast<long>(subject::mixed(seed, i) % static_cast<std::uint64_t>(per_thread)));
    std::sort(at.begin(), at.end());
    at.erase(std::unique(at.begin(), at.end()), at.end());
    return at;
}

namespace {

constexpr Parameter threads(std::int64_t standard) {
    return {"threads", standard, "how many, 1 to 64"};
}
constexpr Parameter per_thread(std::int64_t standard) {
    return {"per_thread", standard, "calls on each"};
}

// The number of calls is shown without an expected one: a lost update is a call that was made and does not count.
Values expected_with_yields(Arguments const& given) {
    auto const size = size_of(given);
    auto const percent = static_cast<long>(given.integer("percent"));
    return {{"total", count_up_total(given.seed(), size.threads, size.per_thread, percent)}};
}

Values all_meet(Arguments const& given) {
    return {{"in_flight", given.integer("threads")}};
}

Values expected_once(Arguments const& given) {
    auto const size = size_of(given);
    return {{"total", tally_total(given.seed(), size.threads, size.per_thread)}};
}

Values expected_with_each_number(Arguments const& given) {
    auto const [most, per_thread] = size_of(given);
    long total = 0;
    for (int threads = 1; threads <= most; ++threads)
        total += tally_total(given.seed(), threads, per_thread);
    return {{"total", total}};
}

Scenario const count_up{
    "count_up",
    "threads count together; first calls wait for each other, some later ones yield; total is what came out",
    {threads(2), per_thread(100'000), {"percent", 100, "of the calls in which something happened"}},
    count_with_yields,
    expected_with_yields};
Scenario const overlap{"overlap",
                       "some calls wait until one of each thread is there; in_flight is how many were",
                       {threads(2), {"per_thread", 100'000, "calls on each of two; then fewer, on all threads"}},
                       meet,
                       all_meet};
Scenario const tally{"tally",
                     "threads count without pause, for the clock",
                     {threads(2), per_thread(2'000'000)},
                     count_once,
                     expected_once};
Scenario const sweep{"sweep",
                     "tally with one thread, then with two, and so on; total is that of all",
                     {threads(9), per_thread(2'000)},
                     count_with_each_number,
                     expected_with_each_number};

}  // namespace
}  // namespace hb::lesson01
