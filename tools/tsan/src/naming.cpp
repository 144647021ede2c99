#include "naming.hpp"

#include <algorithm>
#include <array>

#include "tokens.hpp"

namespace hb::tsan {
namespace {

using Relation = Name::Relation;
using Tokens = std::vector<Token>;

[[nodiscard]] bool is_sign(Tokens const& tokens, std::size_t at, std::string_view sign) {
    return at < tokens.size() && tokens[at].kind == Token::Kind::sign && tokens[at].text == sign;
}

[[nodiscard]] bool is_word(Tokens const& tokens, std::size_t at) {
    return at < tokens.size() && tokens[at].kind == Token::Kind::word;
}

[[nodiscard]] bool is_variable(Tokens const& tokens, std::size_t at) {
    constexpr std::array<std::string_view, 22> others = {
        "this",  "return",  "auto", "new",  "delete", "if",   "while",  "for",    "else",   "const",    "true",
        "false", "nullptr", "int",  "long", "double", "bool", "sizeof", "switch", "static", "volatile", "mutable"};
    return is_word(tokens, at) && std::ranges::find(others, tokens[at].text) == others.end();
}

[[nodiscard]] bool is_access(Tokens const& tokens, std::size_t at) {
    return is_sign(tokens, at, ".") || is_sign(tokens, at, "->");
}

[[nodiscard]] bool is_assignment(Tokens const& tokens, std::size_t at) {
    constexpr std::array<std::string_view, 11> signs = {
        "=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>="};
    return at < tokens.size() && std::ranges::find(signs, tokens[at].text) != signs.end();
}

[[nodiscard]] bool is_step(Tokens const& tokens, std::size_t at) {
    return is_sign(tokens, at, "++") || is_sign(tokens, at, "--");
}

/// Where the group that ends at `close` ("]" or ")") begins; nothing if it does not begin in this line.
[[nodiscard]] std::optional<std::size_t> opening(Tokens const& tokens, std::size_t close) {
    int depth = 0;
    for (auto at = close + 1; at-- > 0;) {
        if (is_sign(tokens, at, "]") || is_sign(tokens, at, ")")) ++depth;
        if ((is_sign(tokens, at, "[") || is_sign(tokens, at, "(")) && --depth == 0) return at;
    }
    return std::nullopt;
}

/// The first token of the path that ends at the word `at`: of "box->link->count" it is "box".
[[nodiscard]] std::size_t start_of_path(Tokens const& tokens, std::size_t at) {
    while (at >= 2 && (is_access(tokens, at - 1) || is_sign(tokens, at - 1, "::")) && is_word(tokens, at - 2))
        at -= 2;
    return at;
}

/// True for a "*" that is no multiplication and belongs to no declaration ("int *p").
[[nodiscard]] bool is_dereference(Tokens const& tokens, std::size_t at) {
    if (!is_sign(tokens, at, "*")) return false;
    if (at == 0) return true;
    auto const& before = tokens[at - 1];
    if (before.kind == Token::Kind::word) return before.text == "return";
    return before.kind == Token::Kind::sign && before.text != ")" && before.text != "]" && before.text != ">";
}

/// True for a name that this line declares: a type stands before it.
[[nodiscard]] bool is_declared(Tokens const& tokens, std::size_t at) {
    if (at == 0) return false;
    auto before = at - 1;
    while (before > 0 && (is_sign(tokens, before, "*") || is_sign(tokens, before, "&")))
        --before;
    if (is_sign(tokens, before, ">")) return true;
    return is_word(tokens, before) && tokens[before].text != "return" && tokens[before].text != "else";
}

/// The name of the memory that the expression before `end` denotes.
[[nodiscard]] std::optional<Name> name_before(Tokens const& tokens, std::size_t end) {
    if (end == 0) return std::nullopt;
    auto at = end - 1;
    if (is_sign(tokens, at, "]") || is_sign(tokens, at, ")")) {
        bool const element = is_sign(tokens, at, "]");
        auto const open = opening(tokens, at);
        if (!open || *open == 0) return std::nullopt;
        auto object = name_before(tokens, *open);
        if (!object) return std::nullopt;
        if (element) {
            object->relation = Relation::element;
            return object;
        }
        // A call: "v.at(3)" is memory of v; "f(3)" has no name here.
        bool const member = *open >= 3 && is_access(tokens, *open - 2) && is_variable(tokens, *open - 3);
        if (!member) return std::nullopt;
        auto const start = start_of_path(tokens, *open - 3);
        bool const dereferenced = start > 0 && is_dereference(tokens, start - 1);
        return Name{.relation = dereferenced ? Relation::target : Relation::inside,
                    .object = std::string(tokens[*open - 3].text)};
    }
    if (!is_variable(tokens, at)) return std::nullopt;
    auto const start = start_of_path(tokens, at);
    bool const dereferenced = start > 0 && is_dereference(tokens, start - 1);
    return Name{.relation = dereferenced ? Relation::target : Relation::itself,
                .object = std::string(tokens[at].text),
                .local = start == at && is_declared(tokens, at)};
}

/// The name of the memory that the expression at `begin` denotes.
[[nodiscard]] std::optional<Name> name_from(Tokens const& tokens, std::size_t begin) {
    bool const dereferenced = is_sign(tokens, begin, "*");
    auto at = dereferenced ? begin + 1 : begin;
    if (!is_variable(tokens, at) && !(is_word(tokens, at) && tokens[at].text == "this")) return std::nullopt;
    while ((is_access(tokens, at + 1) || is_sign(tokens, at + 1, "::")) && is_word(tokens, at + 2))
        at += 2;
    if (!is_variable(tokens, at) || is_sign(tokens, at + 1, "(") || is_sign(tokens, at + 1, "{")) return std::nullopt;
    auto const relation = is_sign(tokens, at + 1, "[") ? Relation::element
                          : dereferenced               ? Relation::target
                                                       : Relation::itself;
    return Name{.relation = relation, .object = std::string(tokens[at].text)};
}

void add(Names& names, std::optional<Name> name) {
    if (!name) return;
    auto const same = std::ranges::find(names.possible, name->object, &Name::object);
    if (same == names.possible.end()) {
        names.possible.push_back(*std::move(name));
    } else if (same->relation != name->relation) {
        same->relation = Relation::inside;  // "p" and "*p": both are reached by that name
    }
}

[[nodiscard]] std::optional<Name> name_at(Tokens const& tokens, std::size_t at) {
    if (is_step(tokens, at)) {
        bool const before = is_word(tokens, at + 1) || is_sign(tokens, at + 1, "*");
        return before ? name_from(tokens, at + 1) : name_before(tokens, at);
    }
    if (is_assignment(tokens, at) || is_sign(tokens, at, "[")) {
        auto name = name_before(tokens, at);
        if (name && is_sign(tokens, at, "[")) name->relation = Relation::element;
        return name;
    }
    if (is_dereference(tokens, at)) return name_from(tokens, at);
    if (!is_variable(tokens, at)) return std::nullopt;
    // A call, a member, a qualified name or a declaration's type: the access is not to this name.
    auto const next = at + 1;
    bool const other = is_access(tokens, next) || is_sign(tokens, next, "(") || is_sign(tokens, next, "::") ||
                       is_sign(tokens, next, "{") || is_sign(tokens, next, "<") || is_word(tokens, next);
    if (other) return std::nullopt;
    return Name{.relation = is_sign(tokens, next, "[") ? Relation::element : Relation::itself,
                .object = std::string(tokens[at].text)};
}

/// The argument number `index` of the call whose parenthesis is at `open`, if it begins with a variable.
[[nodiscard]] std::optional<Name> argument(Tokens const& tokens, std::size_t open, int index) {
    int depth = 0;
    auto at = open + 1;
    for (; index > 0 && at < tokens.size(); ++at) {
        if (is_sign(tokens, at, "(") || is_sign(tokens, at, "[") || is_sign(tokens, at, "{")) ++depth;
        if (is_sign(tokens, at, ")") || is_sign(tokens, at, "]") || is_sign(tokens, at, "}")) --depth;
        if (depth < 0) return std::nullopt;
        if (depth == 0 && is_sign(tokens, at, ",")) --index;
    }
    if (is_sign(tokens, at, "&")) ++at;
    if (!is_variable(tokens, at)) return std::nullopt;
    // "data.begin()" is about data, "box->cell" about cell.
    while ((is_access(tokens, at + 1) || is_sign(tokens, at + 1, "::")) && is_variable(tokens, at + 2) &&
           !is_sign(tokens, at + 3, "("))
        at += 2;
    if (is_sign(tokens, at + 1, "(")) return std::nullopt;
    return Name{.relation = Relation::inside, .object = std::string(tokens[at].text)};
}

/// "inside" says the least: whatever a variable leads to.
[[nodiscard]] Relation common(Relation a, Relation b) {
    if (a == Relation::inside && b != Relation::itself) return b;
    if (b == Relation::inside && a != Relation::itself) return a;
    return a == b ? a : Relation::inside;
}

/// A pointer is not what it points to.
[[nodiscard]] bool contradict(Name const& a, Name const& b) {
    return (a.relation == Relation::itself && b.relation == Relation::target) ||
           (a.relation == Relation::target && b.relation == Relation::itself);
}

}  // namespace

Names names_in(std::string_view line, int column, bool write) {
    auto const tokens = tokens_of(line);
    Names names;
    if (is_sign(tokens, 0, "#")) return names;  // a directive: "#pragma omp parallel for"
    if (column > 0) {
        auto const here = std::ranges::find(tokens, static_cast<std::size_t>(column), &Token::column);
        if (here != tokens.end()) add(names, name_at(tokens, static_cast<std::size_t>(here - tokens.begin())));
        names.certain = !names.possible.empty();
        return names;
    }
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        if (is_assignment(tokens, at) || is_step(tokens, at)) {
            add(names, name_at(tokens, at));
        } else if (!write && is_variable(tokens, at)) {
            auto name = name_at(tokens, at);
            if (name && is_declared(tokens, at)) name->local = true;
            if (name && at > 0 && is_dereference(tokens, at - 1)) add(names, name_from(tokens, at - 1));
            add(names, std::move(name));
        }
    }
    return names;
}

Names names_in_call(std::string_view line, std::string_view function, bool write) {
    constexpr std::string_view keyword = "operator";
    auto const tokens = tokens_of(line);
    Names names;
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        if (function.starts_with(keyword)) {
            names.certain = true;
            auto const sign = function.substr(keyword.size());
            if (sign.starts_with(" delete") && tokens[at].text == "delete") {
                auto name = name_from(tokens, at + (is_sign(tokens, at + 1, "[") ? 3 : 1));
                if (name) name->relation = Relation::target;
                add(names, std::move(name));
            } else if (is_sign(tokens, at, sign == "[]" ? "[" : sign)) {
                auto name = name_before(tokens, at);
                if (name) name->relation = Relation::inside;
                add(names, std::move(name));
            }
        } else if (tokens[at].text == function && is_sign(tokens, at + 1, "(")) {
            if (at > 0 && is_access(tokens, at - 1)) {
                auto name = name_before(tokens, at - 1);
                if (name) name->relation = Relation::inside;
                add(names, std::move(name));
                names.certain = true;
            } else if (function == "free") {
                auto name = argument(tokens, at + 1, 0);
                if (name) name->relation = Relation::target;
                add(names, std::move(name));
                names.certain = true;
            } else {
                // memcpy and its kin, and algorithms on ranges, write to their first argument.
                add(names, argument(tokens, at + 1, 0));
                if (!write) add(names, argument(tokens, at + 1, 1));
            }
        }
    }
    if (names.possible.size() != 1) names.certain = false;
    return names;
}

std::optional<Agreed> agree(Names const& a, Names const& b) {
    std::vector<Agreed> both;
    for (auto const& name : a.possible) {
        auto const other = std::ranges::find(b.possible, name.object, &Name::object);
        if (!b.possible.empty() && other == b.possible.end()) continue;
        Agreed agreed{.name = name, .certain = a.certain || b.certain};
        if (other != b.possible.end() && contradict(name, *other)) continue;
        if (other != b.possible.end()) agreed.name.relation = common(name.relation, other->relation);
        both.push_back(std::move(agreed));
    }
    if (a.possible.empty()) {
        for (auto const& name : b.possible)
            both.push_back({.name = name, .certain = b.certain});
    }
    if (both.size() > 1) std::erase_if(both, [](Agreed const& agreed) { return agreed.name.local; });
    if (both.size() != 1) return std::nullopt;
    return both.front();
}

}  // namespace hb::tsan
