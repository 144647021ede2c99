#pragma once
/// The scenarios of striped_map, as functions: they drive the answer (striped_map.scenarios.cpp).

#include <array>
#include <cstdint>

#include "one_by_one.hpp"
#include "subject/scenario.hpp"

namespace hb::lesson02 {

/// That argument. Throws subject::BadArguments if it makes no sense as a number of keys or stripes.
std::int64_t at_least_one(subject::Arguments const& given, char const* name);

constexpr std::int64_t absent = -1;

/// The values of keys 0 and 1, in stripes of their own.
using TwoValues = std::array<std::int64_t, 2>;

/// What an operation does: adds 1 to the key, looks for it, or looks at all.
struct Operation {
    enum { update, find, for_each } what;
    std::int64_t key;
};

/// Key 0 is there, key 1 is not: who brings one in may hold more than who finds it. Each function meets each other one;
/// updates of one key meet, new and known; and who sees all may see the middle of an update of both.
constexpr std::array<std::array<Operation, 2>, 3> operations_beside{{
    {{{Operation::update, 1}, {Operation::for_each, 0}}},
    {{{Operation::update, 0}, {Operation::update, 1}}},
    {{{Operation::for_each, 0}, {Operation::find, 1}}},
}};

using SeenBeside = SeenBy<TwoValues, 3, 2>;

/// Whether the operations beside each other have seen, and left, what they would one after the other in some order.
bool is_one_by_one(TwoValues const& left, SeenBeside const& seen);

subject::Values update_a_share_each(subject::Arguments const& given);
subject::Values use_beside(subject::Arguments const& given);
subject::Values change_one_key(subject::Arguments const& given);
subject::Values change_different_stripes(subject::Arguments const& given);
subject::Values change_two_maps(subject::Arguments const& given);
subject::Values change_while_visiting(subject::Arguments const& given);
subject::Values change_that_throws(subject::Arguments const& given);
subject::Values look_for_an_absent_key(subject::Arguments const& given);
subject::Values run_free(subject::Arguments const& given);
subject::Values update_at_full_speed(subject::Arguments const& given);

}  // namespace hb::lesson02
