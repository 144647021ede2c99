#pragma once
/// Two operations that overlap must look like one after the other, in either order.

#include <algorithm>

#include "grade/lesson_test.hpp"
#include "subject/value.hpp"

namespace hb::lesson02 {

/// Expects `one`, or `other` if the reply is just that. What is neither is shown beside `one`.
inline void expect_either(grade::Interview::Question& question, subject::Values const& one,
                          subject::Values const& other) {
    bool const is_other = std::all_of(other.begin(), other.end(), [&](auto const& item) {
        auto const* value = subject::find(question.reply(), item.name);
        return value != nullptr && *value == item.value;
    });
    for (auto const& [name, value] : is_other ? other : one)
        question.expects(name, value);
}

}  // namespace hb::lesson02
