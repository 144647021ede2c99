#pragma once
/// Functions of the C library that a report may name, private to this component.

#include <string_view>

#include "expression.hpp"

namespace hb::tsan {

/// True for a function of the C library. Its frames often have no file, as if it were the program's own.
[[nodiscard]] bool is_library_call(std::string_view function);

/// True if the function gives a file descriptor back.
[[nodiscard]] bool closes_descriptor(std::string_view function);

/// The arguments, a bit each (1 is the first), through which the function writes (or reads); 0 if it is not known here.
[[nodiscard]] unsigned arguments_accessed(std::string_view function, bool write);

/// What a line calls instead, where a compiler puts `function` in its place: "strcpy" for "memcpy". `function` itself
/// if the line calls that, or nothing that it can stand for, or several such.
[[nodiscard]] std::string_view spelled_in(Tokens const& tokens, std::string_view function);

}  // namespace hb::tsan
