#include "token_check.hpp"

namespace hb::judge {

using Kind = Token::Kind;

Token const& TokenCheck::ahead(int distance) const {
    static Token const nothing;
    auto const position = static_cast<std::ptrdiff_t>(at) + distance;
    return position >= 0 && position < std::ssize(tokens) ? tokens[static_cast<std::size_t>(position)] : nothing;
}

std::size_t TokenCheck::index(int distance) const {
    return static_cast<std::size_t>(static_cast<std::ptrdiff_t>(at) + distance);
}

bool TokenCheck::is_identifier(std::size_t position, std::string_view word) const {
    return position < tokens.size() && tokens[position].is(Kind::identifier, word);
}

std::size_t TokenCheck::closing(std::size_t position) const {
    int depth = 0;
    for (; position < tokens.size(); ++position) {
        auto const& token = tokens[position];
        if (token.is("(") || token.is("[") || token.is("{")) ++depth;
        if (token.is(")") || token.is("]") || token.is("}")) --depth;
        if (depth <= 0) return position;
    }
    return position;
}

std::size_t TokenCheck::closing_angle(std::size_t position) const {
    int depth = 0;
    for (; position < tokens.size(); ++position) {
        auto const& token = tokens[position];
        if (token.is("(") || token.is("[") || token.is("{")) position = closing(position);
        if (token.is("<")) ++depth;
        if (token.is(">") && --depth == 0) return position;
        if (token.is(";") || token.is(")")) return position;
    }
    return position;
}

void TokenCheck::add(std::string const& rule, std::string const& text, std::string const& why) const {
    findings.add(rule, tokens[at].line, text, why);
}

}  // namespace hb::judge
