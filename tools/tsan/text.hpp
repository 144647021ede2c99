#pragma once
/// Lines of text for people. Any thread may call these.

#include <string>
#include <string_view>
#include <vector>

namespace hb::tsan {

constexpr std::size_t columns = 74;  // a terminal's 80, less the indent below a verdict
constexpr std::size_t most_lines = 12;

/// `text` without control characters and with '?' for what is not UTF-8: a report holds names and lines that the
/// student wrote.
[[nodiscard]] std::string printable(std::string_view text);

/// `text` cut to so many columns, "..." at its end if it was longer.
[[nodiscard]] std::string fit(std::string_view text, std::size_t width = columns);

/// `text` broken at spaces into lines of at most `columns`, all but the first indented.
[[nodiscard]] std::vector<std::string> wrap(std::string_view text, std::size_t indent, std::size_t indent_of_others);

}  // namespace hb::tsan
