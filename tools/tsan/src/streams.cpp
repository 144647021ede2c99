#include "streams.hpp"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "clean_line.hpp"
#include "report_reader.hpp"

namespace hb::tsan {
namespace {

[[nodiscard]] bool is_digit(char c) {
    return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

/// What of a prefix tells the program: up to its first number, "web_1" of "web_1  | 2024-10-09T08:07:10Z "; all of one
/// without a number.
[[nodiscard]] std::string name_in(std::string_view prefix) {
    auto const* const number = std::ranges::find_if(prefix, is_digit);
    auto const* const end = std::find_if_not(number, prefix.end(), is_digit);
    return {prefix.begin(), end};
}

[[nodiscard]] std::set<std::string> names_in(std::vector<Line> const& lines) {
    std::set<std::string> names;
    for (auto const& line : lines) {
        std::string_view prefix;
        std::string_view heading;
        if (read_heading(line.clean, prefix, heading) == Start::none) continue;
        auto name = name_in(prefix);
        if (name.find_first_not_of(' ') != std::string::npos) names.insert(std::move(name));
    }
    return names;
}

/// The name that the line begins with; empty if none. "1" is not the beginning of "12: ".
[[nodiscard]] std::string name_of(Line const& line, std::set<std::string> const& names) {
    std::string longest;
    for (auto const& name : names) {
        std::string_view rest = line.clean;
        if (!rest.starts_with(name) || name.size() < longest.size()) continue;
        rest.remove_prefix(name.size());
        bool const goes_on = is_digit(name.back()) && !rest.empty() && is_digit(rest.front());
        if (!goes_on) longest = name;
    }
    return longest;
}

/// True if a name comes back after another one.
[[nodiscard]] bool alternate(std::vector<std::string> const& names) {
    std::set<std::string> over;
    std::string last;
    for (auto const& name : names) {
        if (name.empty() || name == last) continue;
        if (over.contains(name)) return true;
        over.insert(std::exchange(last, name));
    }
    return false;
}

}  // namespace

std::vector<Line> lines_of(std::string_view log) {
    std::vector<Line> lines;
    for (std::size_t at = 0; at < log.size();) {
        auto const end = std::min(log.find('\n', at), log.size());
        auto const next = std::min(end + 1, log.size());
        lines.push_back({log.substr(at, next - at), without_decoration(log.substr(at, end - at)), at});
        at = next;
    }
    return lines;
}

std::vector<std::vector<Line>> streams_of(std::vector<Line> lines) {
    auto const names = names_in(lines);
    std::vector<std::string> name_of_line;
    if (names.size() > 1) {
        std::ranges::transform(lines, std::back_inserter(name_of_line),
                               [&](Line const& line) { return name_of(line, names); });
    }
    std::vector<std::vector<Line>> streams;
    if (!alternate(name_of_line)) {
        streams.push_back(std::move(lines));
        return streams;
    }
    std::map<std::string, std::vector<Line>> by_name;
    for (std::size_t i = 0; i < lines.size(); ++i)
        by_name[name_of_line[i]].push_back(std::move(lines[i]));
    for (auto& [name, stream] : by_name)
        streams.push_back(std::move(stream));
    return streams;
}

}  // namespace hb::tsan
