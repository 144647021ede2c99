#pragma once
/// Lines of source files, private to this component.

#include <string>
#include <string_view>

namespace hb::tsan {

/// A line of a file as it stands there; empty if it cannot be read. Reads regular files of a moderate size only.
[[nodiscard]] std::string read_source_line(std::string const& path, int line);

/// The variable that an access at this column (from 1) of the line is to, where the line leaves no doubt; else empty.
/// The compiler puts an access at the variable's name, or at the operator that changes it ("total = 1", "++total").
[[nodiscard]] std::string variable_at(std::string_view line, int column);

}  // namespace hb::tsan
