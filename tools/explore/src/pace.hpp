#pragma once
/// What is looked at between executions, seldom enough to cost nothing: the clock, and what the host says.

#include <cstdint>

#include "report.hpp"
#include "search.hpp"

namespace hb::explore {

/// The share of a search's tree that was explored, as far as can be told. The search's own estimate falls where the
/// tree turns out to be larger; this one only says then that the rest of the way is longer.
class Share {
public:
    /// `estimate` from 0 to 1; negative: unknown.
    void update(double estimate);
    [[nodiscard]] double value() const { return shown_; }

private:
    double estimate_ = 0;
    double shown_ = -1;
};

/// Of one search, from its construction on.
class Pace {
public:
    Pace(char const* name, std::uint64_t seconds);

    /// After each execution: is the search to end here? Reports progress, and gives parts of the search away.
    [[nodiscard]] bool is_over(Totals const& totals, Search& search);

    /// The host has asked to stop.
    [[nodiscard]] bool interrupted() const { return interrupted_; }
    [[nodiscard]] std::uint64_t elapsed_ns() const;

private:
    [[nodiscard]] bool is_time_to_look();

    char const* name_;
    std::uint64_t most_ns_;  ///< 0: no limit
    std::uint64_t began_ns_;
    std::uint64_t reported_ns_ = 0;  ///< elapsed then
    std::uint64_t executions_ = 0;   ///< since the last look
    std::uint64_t steps_ = 0;
    std::uint64_t executions_between_ = 1;
    bool interrupted_ = false;
    Share share_;
};

}  // namespace hb::explore
