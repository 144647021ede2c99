#include "tsan/text.hpp"

#include <algorithm>

namespace hb::tsan {
namespace {

[[nodiscard]] bool is_continuation(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

/// The length of the well-formed UTF-8 sequence that `text` begins with, 0 if there is none.
[[nodiscard]] std::size_t length_of_sequence(std::string_view text) {
    auto const first = static_cast<unsigned char>(text.front());
    if (first < 0x80) return 1;
    std::size_t const length = first >= 0xC2 && first < 0xE0   ? 2
                               : first >= 0xE0 && first < 0xF0 ? 3
                               : first >= 0xF0 && first < 0xF5 ? 4
                                                               : 0;
    if (length == 0 || text.size() < length) return 0;
    if (!std::all_of(text.begin() + 1, text.begin() + static_cast<std::ptrdiff_t>(length), is_continuation)) return 0;
    auto const second = static_cast<unsigned char>(text[1]);
    bool const overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
    bool const no_character = (first == 0xED && second >= 0xA0) || (first == 0xF4 && second >= 0x90);
    return overlong || no_character ? 0 : length;
}

[[nodiscard]] std::size_t width_of(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return !is_continuation(c); }));
}

}  // namespace

std::string printable(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        auto const length = length_of_sequence(text);
        auto const first = static_cast<unsigned char>(text.front());
        // C1 control characters are two bytes in UTF-8, and a terminal may obey them.
        bool const c1 = length == 2 && first == 0xC2 && static_cast<unsigned char>(text[1]) < 0xA0;
        if (length == 0 || c1) {
            result += '?';
        } else if (length == 1 && (first < 0x20 || first == 0x7F)) {
            result += ' ';
        } else {
            result += text.substr(0, length);
        }
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return result;
}

std::string fit(std::string_view text, std::size_t width) {
    auto result = printable(text);
    if (width_of(result) <= width) return result;
    if (width < 4) return {};  // a letter and three points
    while (width_of(result) + 3 > width) {
        while (is_continuation(result.back()))
            result.pop_back();
        result.pop_back();
    }
    return result + "...";
}

std::vector<std::string> wrap(std::string_view text, std::size_t indent, std::size_t indent_of_others) {
    std::vector<std::string> lines;
    std::string line(indent, ' ');
    bool fresh = true;
    while (!text.empty()) {
        auto const word = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(word.size() + 1, text.size()));
        if (!fresh && width_of(line) + 1 + width_of(word) > columns) {
            lines.push_back(fit(line));
            line.assign(indent_of_others, ' ');
            fresh = true;
        }
        if (!fresh) line += ' ';
        line += word;
        fresh = false;
    }
    lines.push_back(fit(line));
    return lines;
}

}  // namespace hb::tsan
