#pragma once
/// Logs into which several programs wrote at the same time, private to this component.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace hb::tsan {

/// A line of a log.
struct Line {
    std::string_view raw;  ///< as it stands there, with its end
    std::string clean;     ///< without decoration
    std::size_t at = 0;    ///< where it begins
};

[[nodiscard]] std::vector<Line> lines_of(std::string_view log);

/// The lines, apart for each program whose prefix ("1: ", "web_1  | ") alternates with another's, as `ctest -j2 -V` and
/// docker compose print them; all together where none does: a time stamp never comes back.
[[nodiscard]] std::vector<std::vector<Line>> streams_of(std::vector<Line> lines);

}  // namespace hb::tsan
