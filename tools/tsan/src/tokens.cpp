#include "tokens.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <iterator>

namespace hb::tsan {
namespace {

[[nodiscard]] bool is_word(char c) {
    // What is not ASCII can only be part of a name, outside literals.
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

[[nodiscard]] std::size_t length_of_word(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::find_if_not(text, is_word) - text.begin());
}

/// The length of the text or character literal that `text` begins with; to the end if it does not end.
[[nodiscard]] std::size_t length_of_literal(std::string_view text) {
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (text[i] == '\\') {
            ++i;
        } else if (text[i] == text.front()) {
            return i + 1;
        }
    }
    return text.size();
}

[[nodiscard]] std::size_t length_of_sign(std::string_view text) {
    constexpr std::array<std::string_view, 24> long_signs = {"<<=", ">>=", "<=>", "...", "->", "::", "++", "--",
                                                             "+=",  "-=",  "*=",  "/=",  "%=", "&=", "|=", "^=",
                                                             "==",  "!=",  "<=",  ">=",  "&&", "||", "<<", ">>"};
    auto const* const found = std::ranges::find_if(long_signs, [&](auto sign) { return text.starts_with(sign); });
    return found == long_signs.end() ? 1 : found->size();
}

}  // namespace

std::vector<Token> tokens_of(std::string_view line) {
    std::vector<Token> tokens;
    for (std::size_t at = 0; at < line.size();) {
        auto const rest = line.substr(at);
        if (rest.starts_with("//")) break;
        if (rest.starts_with("/*")) {
            auto const end = rest.find("*/", 2);
            if (end == std::string_view::npos) break;
            at += end + 2;
            continue;
        }
        if (std::isspace(static_cast<unsigned char>(rest.front())) != 0) {
            ++at;
            continue;
        }
        auto kind = Token::Kind::sign;
        std::size_t length = 0;
        if (is_word(rest.front())) {
            bool const number = std::isdigit(static_cast<unsigned char>(rest.front())) != 0;
            kind = number ? Token::Kind::literal : Token::Kind::word;
            length = length_of_word(rest);
        } else if (rest.front() == '"' || rest.front() == '\'') {
            kind = Token::Kind::literal;
            length = length_of_literal(rest);
        } else {
            length = length_of_sign(rest);
        }
        tokens.push_back({.kind = kind, .text = rest.substr(0, length), .column = at + 1});
        at += length;
    }
    return tokens;
}

std::vector<Token> tokens_of_source(std::string_view source) {
    std::vector<Token> tokens;
    while (!source.empty()) {
        auto const end = std::min(source.find('\n'), source.size() - 1) + 1;
        std::ranges::move(tokens_of(source.substr(0, end)), std::back_inserter(tokens));
        source.remove_prefix(end);
    }
    return tokens;
}

}  // namespace hb::tsan
