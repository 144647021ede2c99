#include "source_line.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>

namespace hb::tsan {
namespace {

constexpr std::uintmax_t most_bytes = 1U << 20U;

[[nodiscard]] bool is_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

[[nodiscard]] std::string_view trimmed_end(std::string_view text) {
    while (text.ends_with(' '))
        text.remove_suffix(1);
    return text;
}

[[nodiscard]] std::string_view last_word(std::string_view text) {
    auto first = text.size();
    while (first > 0 && is_word(text[first - 1]))
        --first;
    return text.substr(first);
}

[[nodiscard]] bool is_variable(std::string_view word) {
    constexpr std::array<std::string_view, 8> others = {"this",   "return", "auto",  "new",
                                                        "delete", "if",     "while", "for"};
    return !word.empty() && std::isdigit(static_cast<unsigned char>(word.front())) == 0 &&
           std::ranges::find(others, word) == others.end();
}

/// The variable that ends `text`, "balance_" in "x = this->balance_"; empty after anything else, "*p" and "v[i]" among
/// them.
[[nodiscard]] std::string assigned(std::string_view text) {
    text = trimmed_end(text);
    auto const word = last_word(text);
    if (!is_variable(word)) return {};
    for (auto rest = text.substr(0, text.size() - word.size()); !rest.empty();) {
        if (rest.ends_with('.')) {
            rest.remove_suffix(1);
        } else if (rest.ends_with("->") || rest.ends_with("::")) {
            rest.remove_suffix(2);
        } else {
            // "*p = 1" is to what p points to, and p has another name for it.
            return trimmed_end(rest).ends_with('*') ? std::string{} : std::string(word);
        }
        auto const object = last_word(rest);
        rest.remove_suffix(object.size());
        if (object.empty()) return std::string(word);  // a member of a longer expression: "f(x).word", "v[i].word"
    }
    return std::string(word);
}

[[nodiscard]] bool is_assignment(std::string_view text) {
    constexpr std::array<std::string_view, 10> compound = {
        "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>="};
    if (text.starts_with('=')) return !text.starts_with("==");
    return std::ranges::any_of(compound, [&](auto sign) { return text.starts_with(sign); });
}

}  // namespace

std::string read_source_line(std::string const& path, int line) {
    std::error_code error;
    // The path comes from the program's own debug information: no device, no pipe that never ends.
    if (path.empty() || line <= 0 || !std::filesystem::is_regular_file(path, error) || error) return {};
    if (auto const size = std::filesystem::file_size(path, error); error || size > most_bytes) return {};
    std::ifstream file(path);
    std::string text;
    for (int number = 0; number < line; ++number) {
        if (!std::getline(file, text)) return {};
    }
    return text;
}

std::string variable_at(std::string_view line, int column) {
    if (column <= 0 || static_cast<std::size_t>(column) > line.size()) return {};
    auto const at = static_cast<std::size_t>(column) - 1;
    auto const rest = line.substr(at);
    if (rest.starts_with("++") || rest.starts_with("--")) {
        auto const operand = rest.substr(2);
        if (operand.empty() || !is_word(operand.front())) return assigned(line.substr(0, at));  // "total++"
        auto const end = std::find_if_not(operand.begin(), operand.end(), is_word) - operand.begin();
        auto const word = operand.substr(0, static_cast<std::size_t>(end));
        auto const next = operand.substr(word.size());
        bool const longer = next.starts_with('.') || next.starts_with("->") || next.starts_with('[') ||
                            next.starts_with('(') || next.starts_with("::");
        return is_variable(word) && !longer ? std::string(word) : std::string{};
    }
    if (is_assignment(rest)) return assigned(line.substr(0, at));
    if (!is_word(rest.front()) || (at > 0 && is_word(line[at - 1]))) return {};
    auto const end = std::find_if_not(rest.begin(), rest.end(), is_word) - rest.begin();
    auto const word = rest.substr(0, static_cast<std::size_t>(end));
    auto next = rest.substr(word.size());
    next.remove_prefix(std::min(next.find_first_not_of(' '), next.size()));
    // A call, an element, a member, a qualified name or a declaration's type: the access is not to this name.
    bool const other = next.starts_with('(') || next.starts_with('[') || next.starts_with('.') ||
                       next.starts_with("->") || next.starts_with("::") || next.starts_with('<') ||
                       next.starts_with('{') || (!next.empty() && is_word(next.front()));
    return is_variable(word) && !other ? std::string(word) : std::string{};
}

}  // namespace hb::tsan
