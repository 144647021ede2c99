#pragma once
/// Which executions are tried, in which order. The place for a search with partial-order reduction
/// (`reduced.cpp`): it needs the operations too, which the scheduler can hand over with the decision.

#include <cstdint>
#include <memory>
#include <span>

namespace hb::explore {

/// A point of an execution where something is to be chosen.
struct Decision {
    std::uint64_t alternatives = 0;  ///< a bit for each thread that can go on, or for each value; at least two
    int running = -1;  ///< the thread to leave which is a preemption; -1 if it cannot go on, or of a value
    int usual = 0;     ///< what is chosen where nothing asks for something else
};

/// Called between and within executions; never re-entered.
class Search {
public:
    static constexpr int impossible = -1;

    virtual ~Search() = default;

    /// Before each execution.
    virtual void begin() = 0;

    /// The choice. `impossible` if the program does not do again what it did with the same choices before.
    virtual int choose(Decision const& decision) = 0;

    /// After each execution. False: there is no further one.
    virtual bool advance() = 0;

    /// After advance() said false: were all schedules tried, within the search's bound?
    [[nodiscard]] virtual bool exhausted() const { return false; }
};

/// Uniformly among the alternatives, from a seed; without end.
[[nodiscard]] std::unique_ptr<Search> random_search(std::uint64_t seed);

/// Every schedule with at most `preemptions` (negative: without a bound), by depth first.
[[nodiscard]] std::unique_ptr<Search> depth_first_search(int preemptions);

/// One execution: the choices given, then the usual ones.
[[nodiscard]] std::unique_ptr<Search> replay_search(std::span<std::uint8_t const> choices);

}  // namespace hb::explore
