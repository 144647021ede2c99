#include <fmt/format.h>

#include "rules_words.hpp"
#include "token_check.hpp"

namespace hb::judge {
namespace {

/// How a list of attributes is written.
struct Form {
    std::string_view open;
    std::string_view close;
    std::string space;  ///< the namespace of attributes that name none
};

/// The names in the list that begins at `begin`.
void check_list(TokenCheck const& here, std::size_t begin, Form form) {
    auto const& tokens = here.tokens;
    int depth = 0;
    bool name_expected = true;
    for (auto i = begin; i < tokens.size(); ++i) {
        auto const& token = tokens[i];
        if (depth == 0 && (token.is("]") || token.is(")"))) return;
        if (token.is("(") || token.is("[") || token.is("{")) ++depth;
        if (token.is(")") || token.is("]") || token.is("}")) --depth;
        if (depth != 0) continue;
        if (token.is(",")) name_expected = true;
        if (token.kind != Token::Kind::identifier || !name_expected) continue;
        bool const qualified = i + 2 < tokens.size() && tokens[i + 1].is("::");
        if (token.text == "using" && i + 2 < tokens.size()) {
            form.space = tokens[i + 1].text + "::";
            i += 2;
            continue;
        }
        auto const name = qualified ? fmt::format("{}::{}", token.text, tokens[i + 2].text) : form.space + token.text;
        if (qualified) i += 2;
        name_expected = false;
        // In a macro it may be a parameter; where the macro is used, the preprocessed tokens show what came of it.
        if (token.in_directive || is_common_attribute(name) || here.macros.contains(token.text)) continue;
        here.add("attribute", fmt::format("{}{}{}", form.open, qualified ? name : token.text, form.close),
                 "This attribute is not among those that answers may use: it could change what the tools see.");
    }
}

}  // namespace

void check_attributes(TokenCheck const& here) {
    check_list(here, here.index(2), {"[[", "]]", ""});
}

void check_gnu_attributes(TokenCheck const& here) {
    if (here.ahead(1).is("(") && here.ahead(2).is("(")) {
        return check_list(here, here.index(3), {"__attribute__((", "))", "gnu::"});
    }
    if (here.macros.contains(here.ahead(1).text)) return;
    here.add("attribute", "__attribute__", "This attribute is hidden from the rules; answers need none of this form.");
}

}  // namespace hb::judge
