// The scenarios of striped_map by name, with their arguments and what they should give: all that needs no answer, and
// is not compiled again with each.

#include "striped_map.inputs.hpp"
#include "striped_map.scenarios.hpp"

#include <string>

namespace hb::lesson02 {

std::int64_t at_least_one(subject::Arguments const& given, char const* name) {
    auto const number = given.integer(name);
    if (number < 1 || number > 1'000'000) throw subject::BadArguments{std::string{name} + " must be 1 to 1000000"};
    return number;
}

namespace {

TwoValues operate_alone(TwoValues& values, Operation operation) {
    auto& value = values.at(static_cast<std::size_t>(operation.key));
    if (operation.what == Operation::for_each) return values;
    if (operation.what == Operation::find) return {value, absent};
    value = value == absent ? 1 : value + 1;
    return {absent, absent};
}

}  // namespace

bool is_one_by_one(TwoValues const& left, SeenBeside const& seen) {
    return is_one_by_one(TwoValues{1, absent}, left, seen, [](TwoValues& values, std::size_t thread, std::size_t step) {
        return operate_alone(values, operations_beside[thread][step]);
    });
}

namespace {

using subject::Arguments;
using subject::Integers;
using subject::Scenario;
using subject::Values;

Values expected_contents(Arguments const& given) {
    auto const values = values_after(given.seed(), given.integer("updates"), at_least_one(given, "keys"));
    return {{"found", values}, {"visited", values}};
}

Values expected_beside(Arguments const&) {
    Integers const values{2, 2};  // key 0 had 1
    return {{"found", values}, {"visited", values}, {"as_if_one_by_one", "yes"}};
}

Values expected_of_one_key(Arguments const& given) {
    return {{"value", given.integer("threads")}, {"at_once", std::int64_t{1}}};
}

Values expected_of_two_maps(Arguments const&) {
    return {{"first", std::int64_t{1}}, {"second", std::int64_t{1}}};
}

Values all_meet(Arguments const& given) {
    return {{"in_flight", given.integer("threads")}};
}

Values expected_of_visit(Arguments const&) {
    return {{"entries", std::int64_t{3}}, {"of_one_moment", "yes"}};
}

Values expected_after_throw(Arguments const&) {
    return {{"exception", "no value for days: 3"}, {"value", std::int64_t{5}}};
}

Values expected_without_it(Arguments const&) {
    return {{"found", "no"}, {"entries", std::int64_t{1}}};
}

Scenario const updates{"updates",
                       "threads add to random keys, a share of the updates each; the values come out",
                       {{"threads", 3, "how many, 1 to 64"},
                        {"updates", 3000, "of all threads together"},
                        {"keys", 10, "different keys"},
                        {"stripes", 4, "of the map"}},
                       update_a_share_each,
                       expected_contents};
Scenario const beside{"beside",
                      "three threads, two calls each: each function beside the others, as if one by one",
                      {},
                      use_beside,
                      expected_beside};
Scenario const one_key{"one_key",
                       "threads add 1 to one key; the changes try to meet",
                       {{"threads", 2, "how many, 1 to 64"}},
                       change_one_key,
                       expected_of_one_key};
Scenario const overlap{"overlap",
                       "changes of keys of different stripes wait for each other; in_flight is how many met",
                       {{"threads", 2, "how many, 1 to 64"}},
                       change_different_stripes,
                       all_meet};
Scenario const two_maps{
    "two_maps", "a change of one map changes another one", {}, change_two_maps, expected_of_two_maps};
Scenario const visit{
    "visit", "two entries are changed in the middle of for_each", {}, change_while_visiting, expected_of_visit};
Scenario const throwing{
    "throwing", "a change throws, and the map is used again", {}, change_that_throws, expected_after_throw};
Scenario const absent{
    "absent", "a key is looked for that is not there", {}, look_for_an_absent_key, expected_without_it};
Scenario const free_run{"free_run",
                        "threads call all three functions as they like",
                        {{"threads", 6, "how many, 1 to 64"},
                         {"keys", 20, "different keys"},
                         {"stripes", 4, "of the map"},
                         {"apart", 0, "1: each thread only updates, and only keys of one stripe"}},
                        run_free};
Scenario const work{"work",
                    "threads change random keys without pause, for the clock",
                    {{"threads", 2, "how many, 1 to 64"}, {"per_thread", 5000, "changes on each"}},
                    update_at_full_speed};

}  // namespace
}  // namespace hb::lesson02
