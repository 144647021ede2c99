#pragma once
/// Runs executions of the program, by a search.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>

#include "execution.hpp"
#include "explore/schedule.hpp"
#include "minimise.hpp"
#include "pace.hpp"
#include "report.hpp"
#include "search.hpp"
#include "settings.hpp"

namespace hb::explore {

extern RuntimeSettings settings;
/// Of the search under way.
extern std::map<Outcome, Tally> outcomes;

enum class SearchEnd : std::uint8_t {
    done,     ///< there is no further execution
    bound,    ///< of executions or time, or the host asked for it
    stopped,  ///< by a failure, or an ending after which others would be the same
    grew,     ///< another switch point came to light: it must begin anew
};

struct Found {
    std::optional<Failing> failure;  ///< the first one; the rest but `end` is about it
    std::uint64_t number = 0;        ///< of the execution
    char const* strategy = "";
    SearchEnd end = SearchEnd::bound;
};

/// As the settings ask, of a part of the tree; a random one begins with execution `first`. Sets what must be visible.
[[nodiscard]] std::unique_ptr<Search> new_search(Part const& part, std::uint64_t first);

/// Executions until the search is at its end, finds a failure, or must begin anew; at most `most`.
[[nodiscard]] Found search_once(Search& search, Totals& totals, Pace& pace, std::uint64_t most);

/// Reports the failure as found by the search of that name, with a trace: its simplest schedule, where that is wanted.
void report_found(Found const& found, char const* name);

/// The switch points of a schedule are those of the following executions.
void make_visible(Schedule const& schedule);

/// The schedule that make_visible takes for these switch points.
[[nodiscard]] Schedule schedule_without_choices(Visibility const& visible);

/// Random executions show which places race: those reached behind the first race, too.
void collect_racy_sites();

/// Searches parts of the tree, as the host asks for them, until it asks no more (part_worker.cpp).
void search_parts();

}  // namespace hb::explore
