#include "seen.hpp"

#include <algorithm>
#include <tuple>

namespace hb::explore {

void add(SearchSeen& all, SearchSeen const& part) {
    all.executions += part.executions;
    all.redundant += part.redundant;
    all.exhausted = all.exhausted && part.exhausted;
    all.longest = std::max(all.longest, part.longest);
    all.threads = std::max(all.threads, part.threads);
    all.collapsed_polls += part.collapsed_polls;
    all.forgot_accesses = all.forgot_accesses || part.forgot_accesses;
    auto const key = [](OutcomeSeen const& outcome) { return std::tie(outcome.ending, outcome.text, outcome.output); };
    for (auto const& outcome : part.outcomes) {
        auto const place = std::ranges::lower_bound(all.outcomes, key(outcome), {}, key);
        if (place != all.outcomes.end() && key(*place) == key(outcome))
            place->count += outcome.count;
        else
            all.outcomes.insert(place, outcome);
    }
}

}  // namespace hb::explore
