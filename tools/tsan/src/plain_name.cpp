#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <string_view>

#include "tsan/report.hpp"

namespace hb::tsan {
namespace {

[[nodiscard]] bool is_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

[[nodiscard]] char closing(char open) {
    return open == '<' ? '>' : open == '(' ? ')' : ']';
}

/// The length of the group that `text` begins with, all of it if the group never closes.
[[nodiscard]] std::size_t length_of_group(std::string_view text) {
    int depth = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == text.front()) ++depth;
        bool const arrow = text[i] == '>' && text[i - 1] == '-';
        if (text[i] == closing(text.front()) && !arrow && --depth == 0) return i + 1;
    }
    return text.size();
}

/// The length of the operator's name that `text` begins with: "operator()", "operator<<", "operator new[]", "operator
/// bool".
[[nodiscard]] std::size_t length_of_operator(std::string_view text) {
    // The longest first: in "operator=<int>" the "<" is no part of the name.
    constexpr auto signs = std::to_array<std::string_view>(
        {"<=>", "<<=", ">>=", "->*", "()", "[]", "->", "++", "--", "==", "!=", "<=", ">=",
         "&&",  "||",  "<<",  ">>",  "+=", "-=", "*=", "/=", "%=", "^=", "&=", "|=", "<",
         ">",   "=",   "!",   "+",   "-",  "*",  "/",  "%",  "^",  "&",  "|",  "~",  ","});
    std::size_t length = std::string_view("operator").size();
    auto const* const sign =
        std::ranges::find_if(signs, [&](auto known) { return text.substr(length).starts_with(known); });
    if (sign != signs.end()) return length + sign->size();
    if (length + 1 < text.size() && text[length] == ' ' && is_word(text[length + 1])) {
        length = std::min(text.find_first_of("([<", length), text.size());
        if (text.substr(length).starts_with("[]")) length += 2;
    }
    return length;
}

[[nodiscard]] bool begins_operator(std::string_view function, std::size_t at) {
    constexpr std::string_view keyword = "operator";
    bool const starts = function.substr(at).starts_with(keyword) && (at == 0 || !is_word(function[at - 1]));
    return starts && (at + keyword.size() == function.size() || !is_word(function[at + keyword.size()]));
}

/// True for what may follow the arguments: " const", " &&", " [clone .cold]", " requires Same<int>()".
[[nodiscard]] bool is_qualifier(std::string_view text) {
    return text.starts_with(" const") || text.starts_with(" volatile") || text.starts_with(" &") ||
           text.starts_with(" [") || text.starts_with(" requires ");
}

}  // namespace

std::string plain_name(std::string_view function) {
    constexpr std::string_view unnamed_namespace = "(anonymous namespace)";
    constexpr std::string_view gcc_lambda = "<lambda";
    std::string name;
    bool arguments_seen = false;
    for (std::size_t i = 0; i < function.size();) {
        auto const rest = function.substr(i);
        std::size_t length = 1;
        if (rest.starts_with(unnamed_namespace)) {
            length = unnamed_namespace.size();
            name += unnamed_namespace;
        } else if (begins_operator(function, i)) {
            length = length_of_operator(rest);
            name += rest.substr(0, length);
        } else if (rest.front() == '<' || rest.front() == '(' || rest.front() == '[') {
            length = length_of_group(rest);
            if (rest.starts_with(gcc_lambda)) name += "<lambda>";
            if (rest.front() == '(') arguments_seen = true;
        } else if (rest.front() == ' ') {
            if (arguments_seen && is_qualifier(rest)) break;
            // What came before was the return type, unless this is the space in "operator< <int>".
            if (!rest.starts_with(" <")) name.clear();
            arguments_seen = false;
        } else {
            name += rest.front();
        }
        i += length;
    }
    return name;
}

}  // namespace hb::tsan
