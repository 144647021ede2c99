// The scenario of predict_totals: it reads the two lists out of the answer.

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <iterator>
#include <type_traits>

#include "subject/scenario.hpp"
#include HB_ANSWER

namespace hb::lesson01 {
namespace {

using subject::Arguments;
using subject::Integers;
using subject::Scenario;
using subject::Values;

/// Sorted, each number once: two lists with the same totals become equal.
template <class List>
Integers totals_of(List const& list) {
    static_assert(std::integral<std::remove_cvref_t<decltype(*std::begin(list))>>, "a total is a whole number");
    Integers totals;
    for (auto const total : list)
        totals.push_back(static_cast<std::int64_t>(total));
    std::sort(totals.begin(), totals.end());
    totals.erase(std::unique(totals.begin(), totals.end()), totals.end());
    return totals;
}

std::int64_t count(Integers const& list) {
    return static_cast<std::int64_t>(list.size());
}

Values predicted(Arguments const&) {
    auto const two = totals_of(::two_threads_two_increments);
    auto const three = totals_of(::three_threads_two_increments);
    return {{"two_threads", two},
            {"three_threads", three},
            {"two_threads_count", count(two)},
            {"three_threads_count", count(three)}};
}

// How many, and not which: a person who looks here still has something to find.
Values how_many(Arguments const&) {
    return {{"two_threads_count", 3}, {"three_threads_count", 5}};
}

Scenario const predict{
    "predict", "the totals that the answer holds possible, sorted, and how many there are", {}, predicted, how_many};

}  // namespace
}  // namespace hb::lesson01
