#pragma once
/// What the environment variable HB_EXPLORE asks for: words with a blank between, such as
/// `search=depth_first preemptions=2 executions=100000`.

#include <cstdint>
#include <string>
#include <vector>

#include "explore/engine_kind.hpp"
#include "explore/schedule.hpp"

namespace hb::explore {

enum class Strategy : std::uint8_t { thorough, random, pct, depth_first, dpor, replay };

struct RuntimeSettings {
    EngineKind engine = EngineKind::fibers;  ///< where it can run
    Strategy strategy = Strategy::thorough;
    int preemptions = -1;                ///< bound of depth first; negative: none
    std::uint64_t executions = 100'000;  ///< at most, in each search
    std::uint64_t seconds = 0;           ///< at most, for each search; 0: no limit
    std::uint64_t seed = 1;
    int depth = 3;                 ///< of the bugs that PCT looks for
    std::uint64_t steps = 20'000;  ///< at most, in one execution
    bool stop_at_failure = true;
    bool minimise = true;         ///< what is reported of a failure is its simplest schedule
    bool must_return = false;     ///< exit(0) is a failure, too
    bool rest = true;             ///< of thorough: what partial-order reduction leaves over is searched, too
    bool look_past_races = true;  ///< after a race, search for its consequence
    bool past_races = false;      ///< from the start
    bool weak_memory = false;     ///< loads may read older stores
    int spurious = 0;             ///< wakeups that nobody caused, at most, in one execution
    int early_timeouts = 0;       ///< waits that time out although others could go on, likewise
    int report_descriptor = 2;
    bool host = false;                        ///< the descriptor is a socket, on which somebody reads and speaks
    bool worker = false;                      ///< searches parts of the tree, as the host asks for them
    std::vector<std::string> allowed;         ///< what an execution may print, as tables show it; empty: anything
    int repeats = 1;                          ///< of a replay: each must end in the same way
    bool pause = false;                       ///< a replay ends where its schedule does
    Schedule schedule;                        ///< of a replay
    std::vector<std::string> planted_before;  ///< words, each an argument to run the program with before the search
    std::vector<std::string> planted_after;
};

/// False, with `fault` naming the word, if a word is not understood.
[[nodiscard]] bool read_settings(char const* text, RuntimeSettings& settings, std::string& fault);

}  // namespace hb::explore
