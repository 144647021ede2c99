#include "tsan/source_line.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "tsan/text.hpp"

namespace hb::tsan {
namespace {

constexpr std::uintmax_t most_bytes = 1U << 20U;
constexpr std::size_t ellipsis = 3;  // columns

// The path comes from the program's own debug information: no device, no pipe that never ends.
[[nodiscard]] bool is_readable_file(std::filesystem::path const& path) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error) || error) return false;
    auto const size = std::filesystem::file_size(path, error);
    return !error && size <= most_bytes;
}

}  // namespace

std::string read_source_line(std::string const& path, int line) {
    if (path.empty() || line <= 0 || !is_readable_file(path)) return {};
    std::ifstream file(path);
    std::string text;
    for (int number = 0; number < line; ++number) {
        if (!std::getline(file, text)) return {};
    }
    return text;
}

std::string read_source(std::string const& path) {
    if (path.empty() || !is_readable_file(path)) return {};
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string moved_file(std::string const& folder, std::string_view path) {
    if (folder.empty()) return {};
    while (!path.empty()) {
        if (path.front() != '/') {
            auto const here = std::filesystem::path(folder) / path;
            if (is_readable_file(here)) return here.string();
        }
        auto const slash = path.find('/');
        if (slash == std::string_view::npos) break;
        path.remove_prefix(slash + 1);
    }
    return {};
}

std::string excerpt(std::string_view line, int column, std::size_t room) {
    auto const first = line.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    line.remove_prefix(first);
    while (line.ends_with(' ') || line.ends_with('\r'))
        line.remove_suffix(1);
    auto const at = static_cast<std::size_t>(std::max(column, 1)) - 1;
    auto const focus = at > first ? at - first : 0;
    // Where the line goes on is seldom less telling than how it begins: a third of the room is for it.
    if (line.size() <= room || focus < room * 2 / 3 || focus >= line.size()) return fit(line, room);
    auto const begin = line.find(' ', std::min(focus - room / 2, line.size() + ellipsis - room));
    if (begin == std::string_view::npos || begin >= focus) return fit(line, room);
    return fit("..." + std::string(line.substr(begin)), room);
}

}  // namespace hb::tsan
