#pragma once
/// What a source line calls the memory that an access at it is to, private to this component.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hb::tsan {

/// A way to reach memory from a name: the variable itself, an element of it, what it points to, or what it owns.
struct Name {
    enum class Relation : std::uint8_t { itself, element, target, inside };
    Relation relation = Relation::itself;
    std::string object;
    bool member = false;  ///< reached by "." or "->"
    bool operator==(Name const&) const = default;
};

/// What one access may be to.
struct Names {
    std::vector<Name> possible;
    bool complete = false;  ///< the line leaves nothing else that the access could be to
};

/// Of an access in the line itself. A compiler that tells the column (from 1; 0 if unknown) puts an access at the
/// variable's name, or at the operator that changes it ("total = 1", "++total").
[[nodiscard]] Names names_in(std::string_view line, int column, bool write);

/// Of an access in a library function that the line calls: "results" of "results.push_back(1)" for "push_back".
[[nodiscard]] Names names_in_call(std::string_view line, std::string_view function, bool write);

/// Of a read in a constructor that the line calls: title of "std::string const copy = box.title;", which declares one
/// variable.
[[nodiscard]] Names names_in_initialiser(std::string_view line);

/// The library function that the line calls, where a compiler calls `called` instead: "strcpy" for "memcpy".
[[nodiscard]] std::string function_in(std::string_view line, std::string_view called);

/// What both accesses are to, if the lines leave no doubt.
[[nodiscard]] std::optional<Name> agree(Names const& a, Names const& b);

}  // namespace hb::tsan
