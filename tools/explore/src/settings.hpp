#pragma once
/// What the environment variable HB_EXPLORE asks for: words with a blank between, such as
/// `search=depth_first preemptions=2 executions=100000`.

#include <cstdint>
#include <string>

#include "explore/schedule.hpp"

namespace hb::explore {

enum class Strategy : std::uint8_t { random, depth_first, dpor, replay };

struct RuntimeSettings {
    Strategy strategy = Strategy::random;
    int preemptions = -1;                ///< bound of depth first; negative: none
    std::uint64_t executions = 100'000;  ///< at most, in each search
    std::uint64_t seconds = 0;           ///< at most, for each search; 0: no limit
    std::uint64_t seed = 1;
    std::uint64_t steps = 20'000;  ///< at most, in one execution
    bool stop_at_failure = true;
    bool must_return = false;     ///< exit(0) is a failure, too
    bool look_past_races = true;  ///< after a race, search for its consequence
    bool past_races = false;      ///< from the start
    int report_descriptor = 2;
    int repeats = 1;     ///< of a replay: each must end in the same way
    bool pause = false;  ///< a replay ends where its schedule does
    Schedule schedule;   ///< of a replay
};

/// False, with `fault` naming the word, if a word is not understood.
[[nodiscard]] bool read_settings(char const* text, RuntimeSettings& settings, std::string& fault);

}  // namespace hb::explore
