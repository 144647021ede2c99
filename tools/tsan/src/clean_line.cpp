#include "clean_line.hpp"

#include <algorithm>

namespace hb::tsan {
namespace {

constexpr char escape = '\x1b';

[[nodiscard]] bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// The length of the escape sequence that `text` begins with: ESC [ parameters letter, or ESC and two characters.
[[nodiscard]] std::size_t length_of_escape(std::string_view text) {
    if (text.size() < 2) return text.size();
    if (text[1] != '[') return std::min<std::size_t>(text.size(), 3);
    auto const* const end = std::ranges::find_if(text.substr(2), [](char c) { return c >= '@' && c <= '~'; });
    return std::min(static_cast<std::size_t>(end - text.begin()) + 1, text.size());
}

[[nodiscard]] std::size_t number_length(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::find_if_not(text, is_digit) - text.begin());
}

}  // namespace

std::string without_decoration(std::string_view line) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    std::string clean;
    while (!line.empty()) {
        auto const plain = std::min(line.find(escape), line.size());
        clean += line.substr(0, plain);
        line.remove_prefix(plain);
        if (!line.empty()) line.remove_prefix(length_of_escape(line));
    }
    return clean;
}

std::string_view without_prefix(std::string_view line, std::string_view prefix) {
    auto rest = line;
    while (!prefix.empty()) {
        auto const number = number_length(prefix);
        if (number > 0) {
            auto const other = number_length(rest);
            if (other == 0) return line;
            prefix.remove_prefix(number);
            rest.remove_prefix(other);
        } else if (!rest.empty() && rest.front() == prefix.front()) {
            prefix.remove_prefix(1);
            rest.remove_prefix(1);
        } else {
            // An empty line of the report, of which somebody cut the trailing spaces.
            bool const cut = rest.empty() && prefix.find_first_not_of(' ') == std::string_view::npos;
            return cut ? rest : line;
        }
    }
    return rest;
}

}  // namespace hb::tsan
