#include <algorithm>
#include <array>

#include "token_check.hpp"

namespace hb::judge {
namespace {

/// What stands in a statement before a colon.
struct Before {
    int tokens = 0;
    bool conditional = false;  ///< c ? name : 3, case name : 3
    bool other = false;        ///< a class and its base, a constructor and its members, a loop over a range
};

Before before_colon(TokenCheck const& here) {
    constexpr std::array<std::string_view, 9> others{"(", ")", "[", "]", "class", "struct", "union", "enum", "else"};
    Before before;
    int depth = 0;  // of braces that end here: a body, or a value like T{1}
    for (int back = -1; !here.ahead(back).text.empty() && depth >= 0; --back) {
        auto const& token = here.ahead(back);
        bool const ends_a_body = token.is("}") && here.ahead(back + 1).kind == Token::Kind::identifier;
        if (depth == 0 && ends_a_body) break;
        if (token.is("}")) ++depth;
        if (token.is("{")) --depth;
        if (depth > 0) continue;
        if (token.is(";") || depth < 0) break;
        ++before.tokens;
        if (token.is("?") || token.is(Token::Kind::identifier, "case")) before.conditional = true;
        if (std::find(others.begin(), others.end(), token.text) != others.end()) before.other = true;
    }
    return before;
}

}  // namespace

void check_bit_field(TokenCheck const& here) {
    auto const& name = here.ahead(-1);
    if (name.kind != Token::Kind::identifier) return;
    auto const before = before_colon(here);
    if (before.tokens < 2 || before.conditional) return;  // of one token: a label
    auto const& width = here.ahead(1);
    bool const short_width = width.kind == Token::Kind::number || here.ahead(2).is(";");
    if (before.other && !short_width) return;
    here.add("type", name.text + " : " + width.text,
             "ThreadSanitizer does not watch every bit-field; use a member of its own.");
}

}  // namespace hb::judge
