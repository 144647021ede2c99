#include <algorithm>
#include <array>

#include "token_check.hpp"

namespace hb::judge {
namespace {

using Kind = Token::Kind;

bool is_one_of_classes(Token const& token) {
    return token.text == "class" || token.text == "struct" || token.text == "union";
}

/// A name with its qualifiers and arguments: the tokens from begin up to end.
struct Name {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool is_class = false;
};

/// The end of a name that begins at `i`: a::b<c>::d.
std::size_t end_of_name(TokenCheck const& here, std::size_t i) {
    auto const& tokens = here.tokens;
    for (;;) {
        bool const is_operator = here.is_identifier(i, "operator");
        ++i;
        if (is_operator || i >= tokens.size()) return std::min(i, tokens.size());
        if (tokens[i].is("<")) i = std::min(here.closing_angle(i) + 1, tokens.size());
        if (i + 1 >= tokens.size() || !tokens[i].is("::") || tokens[i + 1].kind != Kind::identifier) return i;
        ++i;
    }
}

/// What the declaration declares whose tokens behind `template <...>` begin at `i`: the name behind class, or the last
/// one in front of the parameters or the initial value.
Name declared_name(TokenCheck const& here, std::size_t i) {
    constexpr std::array<std::string_view, 5> with_parentheses{"decltype", "alignas", "noexcept", "explicit",
                                                               "__attribute__"};
    auto const& tokens = here.tokens;
    Name last{i, i, false};
    bool behind_class = false;
    while (i < tokens.size()) {
        auto const& token = tokens[i];
        bool const prefix =
            std::find(with_parentheses.begin(), with_parentheses.end(), token.text) != with_parentheses.end();
        if (prefix || here.is_identifier(i, "requires") || token.is("[")) {
            if (!token.is("[")) ++i;
            if (i < tokens.size() && (tokens[i].is("(") || tokens[i].is("["))) i = here.closing(i) + 1;
        } else if (here.is_identifier(i, "template") && i + 1 < tokens.size() && tokens[i + 1].is("<")) {
            i = here.closing_angle(i + 1) + 1;
        } else if (here.is_identifier(i, "operator")) {
            return {i, i + 1, false};
        } else if (token.kind == Kind::identifier) {
            bool const is_keyword_of_class = is_one_of_classes(token);
            behind_class = behind_class || is_keyword_of_class;
            if (!is_keyword_of_class) last = {i, end_of_name(here, i), behind_class};
            if (!is_keyword_of_class && behind_class) return last;
            i = is_keyword_of_class ? i + 1 : last.end;
        } else if (token.is("*") || token.is("&") || token.is("::")) {
            ++i;
        } else {
            return last;
        }
    }
    return last;
}

/// A specialisation of a template of std has to be for a type of the answer's own ([namespace.std]); any other changes
/// what the library does for everybody. `i` is at `template`.
void check_specialisation_at(TokenCheck const& here, std::size_t i, bool inside_std) {
    auto const& tokens = here.tokens;
    auto const iterator = [&](std::size_t position) { return tokens.begin() + static_cast<std::ptrdiff_t>(position); };
    auto const name = declared_name(here, here.closing_angle(i + 1) + 1);
    bool const of_std = inside_std || here.is_identifier(name.begin, "std");
    if (!of_std || name.begin == name.end) return;
    auto end = name.end;
    bool const has_arguments =
        std::any_of(iterator(name.begin), iterator(end), [](Token const& token) { return token.is("<"); });
    if (!has_arguments) {
        if (name.is_class) return;  // a friend
        if (end < tokens.size() && tokens[end].is("(")) end = std::min(here.closing(end) + 1, tokens.size());
    }
    for (auto at = name.begin; at < end; ++at) {
        auto const& token = tokens[at];
        bool const from_std = at >= 2 && tokens[at - 1].is("::") && here.is_identifier(at - 2, "std");
        if (token.kind != Kind::identifier || from_std) continue;
        if (here.declared.contains(token.text) || here.macros.contains(token.text)) return;
    }
    std::string text;
    for (auto at = name.begin; at < name.end; ++at)
        text += tokens[at].text;
    here.add("namespace", text, "A template of std may be specialised only for a type of your own.");
}

/// Where the declaration that begins at `i` ends: its semicolon, or the brace that closes its body. The braces of a
/// requires-expression are no body.
std::size_t end_of_declaration(TokenCheck const& here, std::size_t i, std::size_t end) {
    bool requirement = false;
    for (; i < end; ++i) {
        auto const& token = here.tokens[i];
        if (token.is(";")) return i;
        if (token.is(Kind::identifier, "requires")) requirement = true;
        bool const body = token.is("{") && !requirement;
        if (token.is("{")) requirement = false;
        if (token.is("(") || token.is("[") || token.is("{")) i = here.closing(i);
        if (body) return i;
    }
    return end;
}

/// The name of the class or enumeration whose keyword stands in front of `i`, if it is declared there.
void note_class(TokenCheck const& here, std::size_t i, std::set<std::string>& declared) {
    auto const& tokens = here.tokens;
    while (i < tokens.size() && (tokens[i].is("[") || here.is_identifier(i, "alignas"))) {
        if (!tokens[i].is("[")) ++i;
        i = here.closing(i) + 1;
    }
    if (i + 1 >= tokens.size() || tokens[i].kind != Kind::identifier || is_one_of_classes(tokens[i])) return;
    while (i + 2 < tokens.size() && tokens[i + 1].is("::"))
        i += 2;
    auto const& next = tokens[i + 1];
    if (next.is("{") || next.is(":") || next.is(";") || next.text == "final") declared.insert(tokens[i].text);
}

}  // namespace

std::set<std::string> declared_types(TokenCheck const& here) {
    auto const& tokens = here.tokens;
    std::set<std::string> declared;
    for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
        bool const is_class = is_one_of_classes(tokens[i]) || here.is_identifier(i, "enum");
        if (is_class) note_class(here, i + 1, declared);
        if (!here.is_identifier(i, "using") || !tokens[i + 2].is("=")) continue;
        for (auto at = i + 3; at < tokens.size() && !tokens[at].is(";"); ++at) {
            bool const own = declared.contains(tokens[at].text) && !tokens[at - 1].is("::");
            if (own) declared.insert(tokens[i + 1].text);
        }
    }
    return declared;
}

/// Only specialisations of templates may be added to std ([namespace.std]); all else changes the library under our
/// feet.
void check_namespace_std(TokenCheck const& here, int open) {
    while (here.ahead(open).is("::") || here.ahead(open).kind == Kind::identifier)
        ++open;
    if (!here.ahead(open).is("{")) return;
    auto const end = here.closing(here.index(open));
    for (auto i = here.index(open) + 1; i < end; i = end_of_declaration(here, i, end) + 1) {
        if (here.tokens[i].is(";")) continue;
        if (!here.is_identifier(i, "template")) {
            here.add("namespace", "namespace std", "Only specialisations of its templates may be added to std.");
        } else if (i + 1 < end && here.tokens[i + 1].is("<")) {
            check_specialisation_at(here, i, true);
        }
    }
}

void check_specialisation(TokenCheck const& here) {
    check_specialisation_at(here, here.at, false);
}

}  // namespace hb::judge
