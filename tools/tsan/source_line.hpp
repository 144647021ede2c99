#pragma once
/// Lines of source files. Any thread may call these.

#include <string>
#include <string_view>

namespace hb::tsan {

/// A line of a file as it stands there; empty if it cannot be read. Reads regular files of a moderate size only.
[[nodiscard]] std::string read_source_line(std::string const& path, int line);

/// All of such a file; empty if it cannot be read.
[[nodiscard]] std::string read_source(std::string const& path);

/// The file below `folder` that has the longest end of `path` in common with it: for "/old/place/src/a.cpp" the file
/// "src/a.cpp" rather than "a.cpp". Empty if there is none.
[[nodiscard]] std::string moved_file(std::string const& folder, std::string_view path);

/// The line without its indentation, and only the part around `column` (from 1; 0: the beginning) if it is longer than
/// `room`.
[[nodiscard]] std::string excerpt(std::string_view line, int column, std::size_t room);

}  // namespace hb::tsan
