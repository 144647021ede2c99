#pragma once
/// Which executions are tried, in which order.

#include <cstdint>
#include <memory>
#include <span>

#include "operation.hpp"

namespace hb::explore {

/// A point of an execution where something is to be chosen.
struct Decision {
    std::uint64_t alternatives = 0;  ///< a bit for each thread that can go on, or for each value; at least two
    int running = -1;        ///< the thread to leave which is a preemption; -1 if it cannot go on, or of a value
    int usual = 0;           ///< what is chosen where nothing asks for something else
    bool of_threads = true;  ///< else of values
};

/// A thread that could go on is interrupted.
[[nodiscard]] constexpr bool is_preemption(Decision const& decision, int choice) {
    return decision.running >= 0 && choice != decision.running;
}

/// Called between and within executions; never re-entered.
class Search {
public:
    static constexpr int impossible = -1;
    static constexpr int redundant = -2;
    static constexpr int paused = -3;

    virtual ~Search() = default;

    /// Before each execution.
    virtual void begin() = 0;

    /// The choice. `impossible` if the program does not do again what it did with the same choices before; `redundant`
    /// if all that can come from here was seen in another order; `paused` if the choice is somebody
    /// else's.
    virtual int choose(Decision const& decision) = 0;

    /// Only this thread can go on. False if that is redundant.
    virtual bool forced(int /*thread*/) { return true; }

    /// The thread performs this operation now.
    virtual void performed(int /*thread*/, Operation const& /*operation*/) {}

    /// After each execution. False: there is no further one.
    virtual bool advance() = 0;

    /// After advance() said false: were all schedules tried, within the search's bound?
    [[nodiscard]] virtual bool exhausted() const { return false; }

    /// As people know it; of several that take turns, the one that made the execution under way.
    [[nodiscard]] virtual char const* name() const = 0;
};

/// Uniformly among the alternatives, from a seed; without end.
[[nodiscard]] std::unique_ptr<Search> random_search(std::uint64_t seed);

/// The thread with the highest of random priorities, which changes at `depth` - 1 random points; without end.
[[nodiscard]] std::unique_ptr<Search> pct_search(std::uint64_t seed, int depth);

/// Every schedule with at most `preemptions` (negative: without a bound), by depth first.
[[nodiscard]] std::unique_ptr<Search> depth_first_search(int preemptions);

/// Every schedule but those that differ from another one only in the order of independent operations. Unlocks must be
/// visible.
[[nodiscard]] std::unique_ptr<Search> dpor_search();

struct ThoroughSettings {
    std::uint64_t seed;
    int depth;              ///< of PCT
    std::uint64_t seconds;  ///< for all of it; 0: no limit
};

/// dpor_search for a moment, then random_search and pct_search by turns for up to a second, then the rest of the first.
[[nodiscard]] std::unique_ptr<Search> thorough_search(ThoroughSettings const& settings);

/// What a replay does where its choices are at an end.
enum class AfterChoices : std::uint8_t { go_on, pause };

/// One execution: the choices given, then the usual ones or none.
[[nodiscard]] std::unique_ptr<Search> replay_search(std::span<std::uint8_t const> choices, AfterChoices after);

}  // namespace hb::explore
