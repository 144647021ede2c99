#pragma once
/// What travels between judge and subject: named values, and the text that carries them.
///
/// A subject is linked with this file and with the standard library alone: no JSON, no iostream.

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace hb::subject {

using Integers = std::vector<std::int64_t>;
using Texts = std::vector<std::string>;

/// One argument or result of a scenario.
using Value = std::variant<std::int64_t, double, std::string, Integers, Texts>;

/// A value and its name, which has no space and no '='.
///
/// Its members, and the vector of this type, are compiled once, into the harness: a person waits for a subject to
/// compile at each save, and most of what it compiles are its scenarios' names and values.
struct NamedValue {
    NamedValue();  ///< for std::vector
    NamedValue(std::string_view name, Value value);
    NamedValue(std::string_view name, std::int64_t value);
    template <std::integral Smaller>
        requires(sizeof(Smaller) < sizeof(std::int64_t))
    NamedValue(std::string_view its_name, Smaller value) : NamedValue{its_name, std::int64_t{value}} {}
    NamedValue(std::string_view name, double value);
    NamedValue(std::string_view name, char const* value);
    NamedValue(std::string_view name, std::string const& value);
    NamedValue(std::string_view name, Integers const& value);
    NamedValue(std::string_view name, Texts const& value);
    NamedValue(NamedValue const&);
    NamedValue(NamedValue&&) noexcept;
    NamedValue& operator=(NamedValue const&);
    NamedValue& operator=(NamedValue&&) noexcept;
    ~NamedValue();

    friend bool operator==(NamedValue const& left, NamedValue const& right);

    std::string name;
    Value value;
};

/// In the order in which the scenario gave them.
using Values = std::vector<NamedValue>;

/// The value as a person types and reads it: 42, 0.5, ABAB, [1,2,3], [A load 0,B load 0].
[[nodiscard]] std::string to_text(Value const& value);

/// The value with its type, without spaces or line ends: i:42, d:0x1p-1, s:A%20load, l:1,2,3, t:A%20load,B%20store.
[[nodiscard]] std::string encode(Value const& value);

/// The inverse of encode. Throws std::invalid_argument on anything that encode cannot have written.
[[nodiscard]] Value decode(std::string_view text);

/// What a person writes to run a scenario: its name, and `name=value` for each argument.
[[nodiscard]] std::vector<std::string> words_by_hand(std::string_view scenario, Values const& arguments);

/// `name=value` for each, encoded, separated by spaces; and its inverse, which throws std::invalid_argument.
[[nodiscard]] std::string encode(Values const& values);
[[nodiscard]] Values decode_values(std::string_view text);

/// A text with every character that separates (space, comma, '%', '=', control characters) as %XX; and its inverse.
[[nodiscard]] std::string escape(std::string_view text);
[[nodiscard]] std::string unescape(std::string_view text);

/// The value of that name; null if there is none.
[[nodiscard]] Value const* find(Values const& values, std::string_view name);

}  // namespace hb::subject

extern template class std::vector<hb::subject::NamedValue>;
