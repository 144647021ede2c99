#pragma once
/// Expressions in the tokens of one source line, private to this component. A line may begin or end in the middle of
/// anything, so every position may be asked, also one past the end.

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "tokens.hpp"

namespace hb::tsan {

using Tokens = std::vector<Token>;

[[nodiscard]] bool is_sign(Tokens const& tokens, std::size_t at, std::string_view sign);
[[nodiscard]] bool is_word(Tokens const& tokens, std::size_t at);
[[nodiscard]] bool is_word(Tokens const& tokens, std::size_t at, std::string_view word);

/// True for a word that may name a variable: no keyword, no built-in type.
[[nodiscard]] bool is_variable(Tokens const& tokens, std::size_t at);

/// True for "." and "->".
[[nodiscard]] bool is_access(Tokens const& tokens, std::size_t at);

[[nodiscard]] bool is_assignment(Tokens const& tokens, std::size_t at);

/// True for "++" and "--".
[[nodiscard]] bool is_step(Tokens const& tokens, std::size_t at);

/// True for a "*" that is no multiplication and belongs to no declaration ("int *p").
[[nodiscard]] bool is_dereference(Tokens const& tokens, std::size_t at);

/// Where the group that ends at `close` ("]" or ")") begins; nothing if it does not begin in this line.
[[nodiscard]] std::optional<std::size_t> opening(Tokens const& tokens, std::size_t close);

/// Where the template arguments that begin at `open` end (their ">"); nothing if this "<" compares.
[[nodiscard]] std::optional<std::size_t> end_of_template(Tokens const& tokens, std::size_t open);

/// The first token of the path that ends at the word `at`: of "box->link->count" it is "box".
[[nodiscard]] std::size_t start_of_path(Tokens const& tokens, std::size_t at);

/// The last word of the path that begins with the word `at`: of "box->link->count" it is "count".
[[nodiscard]] std::size_t end_of_path(Tokens const& tokens, std::size_t at);

/// True for a name that this line declares, outside static storage: a type stands before it.
[[nodiscard]] bool is_declared(Tokens const& tokens, std::size_t at);

}  // namespace hb::tsan
