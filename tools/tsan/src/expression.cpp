#include "expression.hpp"

#include <algorithm>
#include <array>

namespace hb::tsan {
namespace {

[[nodiscard]] bool is_one_of(Tokens const& tokens, std::size_t at, auto const& texts) {
    return at < tokens.size() && std::ranges::find(texts, tokens[at].text) != texts.end();
}

/// The "<" of the template arguments that end at `close`; nothing if this ">" compares.
[[nodiscard]] std::optional<std::size_t> start_of_template(Tokens const& tokens, std::size_t close) {
    for (auto at = close; at-- > 0;) {
        if (is_sign(tokens, at, "<") && end_of_template(tokens, at) == close) return at;
    }
    return std::nullopt;
}

}  // namespace

bool is_sign(Tokens const& tokens, std::size_t at, std::string_view sign) {
    return at < tokens.size() && tokens[at].kind == Token::Kind::sign && tokens[at].text == sign;
}

bool is_word(Tokens const& tokens, std::size_t at) {
    return at < tokens.size() && tokens[at].kind == Token::Kind::word;
}

bool is_word(Tokens const& tokens, std::size_t at, std::string_view word) {
    return is_word(tokens, at) && tokens[at].text == word;
}

bool is_variable(Tokens const& tokens, std::size_t at) {
    constexpr std::array<std::string_view, 37> others = {
        "this",    "return",   "auto",  "new",    "delete",   "if",       "while",       "for",      "else",   "do",
        "const",   "true",     "false", "bool",   "nullptr",  "int",      "long",        "short",    "char",   "float",
        "double",  "unsigned", "void",  "sizeof", "switch",   "case",     "static",      "volatile", "struct", "class",
        "mutable", "throw",    "catch", "try",    "operator", "noexcept", "thread_local"};
    return is_word(tokens, at) && !is_one_of(tokens, at, others);
}

bool is_access(Tokens const& tokens, std::size_t at) {
    return is_sign(tokens, at, ".") || is_sign(tokens, at, "->");
}

bool is_assignment(Tokens const& tokens, std::size_t at) {
    constexpr std::array<std::string_view, 11> signs = {
        "=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>="};
    return is_one_of(tokens, at, signs);
}

bool is_step(Tokens const& tokens, std::size_t at) {
    return is_sign(tokens, at, "++") || is_sign(tokens, at, "--");
}

bool is_dereference(Tokens const& tokens, std::size_t at) {
    if (!is_sign(tokens, at, "*")) return false;
    if (at == 0) return true;
    auto const& before = tokens[at - 1];
    if (before.kind == Token::Kind::word) return before.text == "return";
    return before.kind == Token::Kind::sign && before.text != ")" && before.text != "]" && before.text != ">";
}

std::optional<std::size_t> opening(Tokens const& tokens, std::size_t close) {
    int depth = 0;
    for (auto at = close + 1; at-- > 0;) {
        if (is_sign(tokens, at, "]") || is_sign(tokens, at, ")")) ++depth;
        if ((is_sign(tokens, at, "[") || is_sign(tokens, at, "(")) && --depth == 0) return at;
    }
    return std::nullopt;
}

std::optional<std::size_t> end_of_template(Tokens const& tokens, std::size_t open) {
    constexpr std::array<std::string_view, 5> inner = {"::", ",", "*", "&", "..."};
    if (open == 0 || !is_sign(tokens, open, "<") || !is_word(tokens, open - 1)) return std::nullopt;
    int depth = 0;
    for (auto at = open; at < tokens.size(); ++at) {
        if (is_sign(tokens, at, "<")) {
            ++depth;
        } else if (is_sign(tokens, at, ">") || is_sign(tokens, at, ">>")) {
            depth -= static_cast<int>(tokens[at].text.size());
            if (depth <= 0) return at;
        } else if (tokens[at].kind == Token::Kind::sign && !is_one_of(tokens, at, inner)) {
            return std::nullopt;
        }
    }
    return std::nullopt;
}

std::size_t start_of_path(Tokens const& tokens, std::size_t at) {
    while (at >= 2 && (is_access(tokens, at - 1) || is_sign(tokens, at - 1, "::")) && is_word(tokens, at - 2))
        at -= 2;
    return at;
}

std::size_t end_of_path(Tokens const& tokens, std::size_t at) {
    while ((is_access(tokens, at + 1) || is_sign(tokens, at + 1, "::")) && is_word(tokens, at + 2))
        at += 2;
    return at;
}

bool is_declared(Tokens const& tokens, std::size_t at) {
    constexpr std::array<std::string_view, 9> no_types = {"return", "else",     "throw",     "delete", "case",
                                                          "do",     "co_await", "co_return", "sizeof"};
    constexpr std::array<std::string_view, 2> kept = {"static", "thread_local"};
    constexpr std::array<std::string_view, 6> beginnings = {";", "{", "}", "const", "volatile", "constexpr"};
    bool const is_kept = std::ranges::any_of(
        tokens, [&](Token const& token) { return std::ranges::find(kept, token.text) != kept.end(); });
    if (at == 0 || is_kept || !is_variable(tokens, at)) return false;
    auto before = at - 1;
    while (before > 0 &&
           (is_sign(tokens, before, "*") || is_sign(tokens, before, "&") || is_sign(tokens, before, "&&")))
        --before;
    if (is_sign(tokens, before, ">") || is_sign(tokens, before, ">>")) {
        return start_of_template(tokens, before).has_value();
    }
    if (!is_word(tokens, before) || is_one_of(tokens, before, no_types)) return false;
    if (before == at - 1 || !is_variable(tokens, before)) return true;
    // "f(factor * value)" is a product, "; Node* next" a declaration.
    auto const type = start_of_path(tokens, before);
    bool const in_header = type >= 2 && is_sign(tokens, type - 1, "(") &&
                           (is_word(tokens, type - 2, "for") || is_word(tokens, type - 2, "catch"));
    return !is_sign(tokens, at - 1, "&&") && (type == 0 || in_header || is_one_of(tokens, type - 1, beginnings));
}

}  // namespace hb::tsan
