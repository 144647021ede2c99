// Work of a known amount on two threads: HB_WORK_PERCENT of what the reference does. With HB_CHEAT it also does what a
// cheat would: `burns` keeps a thread busy from the first request on, `computes_ahead` works on the next inputs after
// each reply.

#include <atomic>
#include <map>
#include <mutex>
#include <string_view>
#include <thread>

#include "subject/scenario.hpp"

namespace {

using hb::subject::Arguments;
using hb::subject::Scenario;
using hb::subject::Values;

// About eight milliseconds: several of the scheduler's time slices. Work of about one slice (3 ms) is preempted on a
// busy machine if it is a little longer, and not if it is a little shorter: ratios would lie.
constexpr std::int64_t reference_rounds = 4'000'000;
constexpr std::string_view cheat = HB_CHEAT;

std::uint64_t work(std::uint64_t seed) {
    auto hash = seed;
    for (std::int64_t i = 0; i < reference_rounds * HB_WORK_PERCENT / 100; ++i) {
        hash = hb::subject::mixed(hash, static_cast<std::uint64_t>(i));
    }
    return hash;
}

/// Results by seed, computed before anybody has asked.
class Cache {
public:
    void put(std::uint64_t seed, std::uint64_t result) {
        std::lock_guard const lock{mutex_};
        results_[seed] = result;
    }
    std::uint64_t get_or_work(std::uint64_t seed) {
        {
            std::lock_guard const lock{mutex_};
            if (auto const found = results_.find(seed); found != results_.end()) return found->second;
        }
        return work(seed);
    }

private:
    std::mutex mutex_;
    std::map<std::uint64_t, std::uint64_t> results_;
};

Cache cache;
std::atomic<std::uint64_t> burnt = 0;

void cheat_after(std::uint64_t seed) {
    if (cheat == "burns" && burnt++ == 0) {
        std::thread{[] {
            for (;;)
                burnt += work(burnt);
        }}.detach();
    }
    if (cheat == "computes_ahead") {
        std::thread{[seed] {
            for (std::uint64_t next = seed + 1; next < seed + 10; ++next)
                cache.put(next, work(next));
        }}.detach();
    }
}

Scenario const timed{"timed", "two threads work", {}, [](Arguments const& given) -> Values {
                         std::atomic<std::uint64_t> sum = 0;
                         auto const one = [&](std::uint64_t which) { sum += cache.get_or_work(given.seed() + which); };
                         std::thread first{one, 1};
                         std::thread second{one, 2};
                         first.join();
                         second.join();
                         cheat_after(given.seed());
                         // Not the sum itself: answers of different speed do different work, and must agree.
                         return {{"worked", static_cast<std::int64_t>(sum.load() != 0)}};
                     }};

}  // namespace
