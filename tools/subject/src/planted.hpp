#pragma once
/// A race that the explorer must report, in an execution of its own: who explores a subject plants some, each drawn at
/// random, and knows what has to be said of them (tools/judge/src/watching.cpp).

#include <string_view>

namespace hb::subject {

/// `FIRST,SECOND,BYTES,ACCESSES`: of sixteen threads that run one after the other and access a variable each, those two
/// access the same, and nothing orders them. BYTES: 1, 2, 4 or 8. ACCESSES: ww, wr or rw, write or read. Returns main's
/// status: 2 for numbers that make no sense.
[[nodiscard]] int plant_race(std::string_view numbers);

}  // namespace hb::subject
