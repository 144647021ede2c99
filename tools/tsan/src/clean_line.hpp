#pragma once
/// Lines of logs that other programs have decorated, private to this component.

#include <string>
#include <string_view>

namespace hb::tsan {

/// The line without colours (ANSI escape sequences) and without the carriage return of a Windows line end.
[[nodiscard]] std::string without_decoration(std::string_view line);

/// `line` without a prefix like `prefix`, which is what stood before a report's heading: "12: " of ctest, a time stamp
/// of a CI service. Numbers may differ between the two. A line that begins in another way stays as it is.
[[nodiscard]] std::string_view without_prefix(std::string_view line, std::string_view prefix);

}  // namespace hb::tsan
