#pragma once
/// One report of a log, private to this component.

#include <cstdint>
#include <string_view>

#include "tsan/report.hpp"

namespace hb::tsan {

/// What a line begins: nothing, a report between rules, or an error (a crash, an internal failure) that has no rules.
enum class Start : std::uint8_t { none, report, error };

/// Reads the heading in a line into `heading`, if the line is one, and what stands before it into `prefix`.
[[nodiscard]] Start read_heading(std::string_view line, std::string_view& prefix, std::string_view& heading);

/// True for a line that only a report has, which is not its heading ("  Previous write of size 8 at 0x12"); what stands
/// before it goes into `prefix`.
[[nodiscard]] bool is_inside(std::string_view line, std::string_view& prefix);

/// Reads a report of clean lines.
[[nodiscard]] Report read_report(std::string_view text);

}  // namespace hb::tsan
