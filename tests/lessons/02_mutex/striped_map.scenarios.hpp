#pragma once
/// The scenarios of striped_map, as functions: they drive the answer (striped_map.scenarios.cpp).

#include <cstdint>

#include "subject/scenario.hpp"

namespace hb::lesson02 {

/// That argument. Throws subject::BadArguments if it makes no sense as a number of keys or stripes.
std::int64_t at_least_one(subject::Arguments const& given, char const* name);

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
