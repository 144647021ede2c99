#pragma once
/// Which executions are tried, in which order.

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

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
/// Part of a search's tree: what lies below the node to which these choices lead. The empty one is the whole tree.
struct Part {
    std::vector<std::uint8_t> choices;
    std::vector<std::uint64_t> tried;  ///< by dpor, at each of the choices: what others do there, or have done
};

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
    /// After advance() said true: the share of the tree that was explored, from 0 to 1, each node's alternatives taken
    /// for equally large (Knuth 1975). Negative where there is no tree.
    [[nodiscard]] virtual double share() const { return -1; }

    /// After advance() said true: parts that come after all that is left, in their order; they are no longer explored
    /// here. Empty if there is none to spare.
    [[nodiscard]] virtual std::vector<Part> give_away() { return {}; }
};

/// Uniformly among the alternatives; without end. Each execution has a seed and a number of its own: the first here
/// has the number `first`.
[[nodiscard]] std::unique_ptr<Search> random_search(std::uint64_t seed, std::uint64_t first = 0);

/// The thread with the highest of random priorities, which change at `depth` - 1 random points; without end.
/// Executions are numbered as those of random_search.
[[nodiscard]] std::unique_ptr<Search> pct_search(std::uint64_t seed, int depth, std::uint64_t first = 0);

/// Every schedule with at most `preemptions` (negative: without a bound), by depth first.
[[nodiscard]] std::unique_ptr<Search> depth_first_search(int preemptions, Part const& part = {});

/// Every schedule but those that differ from another one only in the order of independent operations. Unlocks must be
/// visible.
[[nodiscard]] std::unique_ptr<Search> dpor_search(Part const& part = {});

struct ThoroughSettings {
    std::uint64_t seed;
    int depth;              ///< of PCT
    std::uint64_t seconds;  ///< for all of it; 0: no limit
    bool rest;              ///< else it ends where the rest would begin
};

/// dpor_search for a moment, then random_search and pct_search by turns for up to a second, then the rest of the first.
[[nodiscard]] std::unique_ptr<Search> thorough_search(ThoroughSettings const& settings);

/// What a replay does where its choices are at an end.
enum class AfterChoices : std::uint8_t { go_on, pause };

/// One execution: the choices given, then the usual ones or none.
[[nodiscard]] std::unique_ptr<Search> replay_search(std::span<std::uint8_t const> choices, AfterChoices after);

}  // namespace hb::explore
