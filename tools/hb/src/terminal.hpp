#pragma once
#include <string>
#include <string_view>

#include "grade/verdict.hpp"

namespace hb::cli {

/// The widest line that hb prints.
inline constexpr std::size_t terminal_columns = 80;

/// Colours are used on a terminal only, and not where NO_COLOR is set (https://no-color.org).
[[nodiscard]] bool colours();
[[nodiscard]] std::string bold(std::string_view text);
[[nodiscard]] std::string dim(std::string_view text);
[[nodiscard]] std::string coloured(std::string_view text, grade::Result result);

/// The text broken at spaces so that no line, with its indent, is wider than the terminal. Indents every line.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t indent);

/// The same with `head`, which takes up `columns` on the screen, in the first line's margin.
[[nodiscard]] std::string hanging(std::string_view head, std::size_t columns, std::string_view text);

/// One verdict with its sentence and details, as it stands below an exercise.
[[nodiscard]] std::string shown(grade::Verdict const& verdict);

/// 10:42:07, by the wall's clock.
[[nodiscard]] std::string time_of_day();

/// A progress line on standard error: replaced by the next one on a terminal, printed once each elsewhere.
/// An empty text wipes it.
void show_progress(std::string_view text);

}  // namespace hb::cli
