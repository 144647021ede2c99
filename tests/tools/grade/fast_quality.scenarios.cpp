// Work of a known amount on two threads: HB_WORK_PERCENT of what the reference does.

#include <atomic>
#include <thread>

#include "subject/scenario.hpp"

namespace {

using hb::subject::Arguments;
using hb::subject::Scenario;
using hb::subject::Values;

constexpr std::int64_t reference_rounds = 1'000'000;  // about two milliseconds: much more than the start of a thread

std::uint64_t work(std::uint64_t seed, std::int64_t rounds) {
    auto hash = seed;
    for (std::int64_t i = 0; i < rounds; ++i)
        hash = hb::subject::mixed(hash, static_cast<std::uint64_t>(i));
    return hash;
}

Scenario const timed{"timed", "two threads work", {}, [](Arguments const& given) -> Values {
                         std::atomic<std::uint64_t> sum = 0;
                         auto const one = [&](std::uint64_t which) {
                             sum += work(given.seed() + which, reference_rounds * HB_WORK_PERCENT / 100);
                         };
                         std::thread first{one, 1};
                         std::thread second{one, 2};
                         first.join();
                         second.join();
                         // Not the sum itself: answers of different speed do different work, and must agree.
                         return {{"worked", static_cast<std::int64_t>(sum.load() != 0)}};
                     }};

}  // namespace
