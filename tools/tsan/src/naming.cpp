#include "naming.hpp"

#include <algorithm>
#include <array>

#include "expression.hpp"
#include "library_calls.hpp"

namespace hb::tsan {
namespace {

using Relation = Name::Relation;

[[nodiscard]] Name name_of_path(Tokens const& tokens, std::size_t last, Relation relation) {
    return {.relation = relation,
            .object = std::string(tokens[last].text),
            .member = last > 0 && is_access(tokens, last - 1)};
}

/// The name of the memory that the expression at `begin` denotes.
[[nodiscard]] std::optional<Name> name_from(Tokens const& tokens, std::size_t begin) {
    bool const dereferenced = is_sign(tokens, begin, "*");
    auto const first = dereferenced ? begin + 1 : begin;
    if (!is_variable(tokens, first) && !is_word(tokens, first, "this")) return std::nullopt;
    auto const at = end_of_path(tokens, first);
    if (!is_variable(tokens, at) || is_sign(tokens, at + 1, "(") || is_sign(tokens, at + 1, "{")) return std::nullopt;
    auto const relation = is_sign(tokens, at + 1, "[") ? Relation::element
                          : dereferenced               ? Relation::target
                                                       : Relation::itself;
    return name_of_path(tokens, at, relation);
}

/// The name of the memory that the expression before `end` denotes.
[[nodiscard]] std::optional<Name> name_before(Tokens const& tokens, std::size_t end) {
    if (end == 0) return std::nullopt;
    auto at = end - 1;
    if (is_sign(tokens, at, "]") || is_sign(tokens, at, ")")) {
        bool const element = is_sign(tokens, at, "]");
        auto const open = opening(tokens, at);
        if (!open) return std::nullopt;
        // "(*shared)": the parentheses belong to no call.
        if (!element && is_sign(tokens, *open + 1, "*") && (*open == 0 || !is_variable(tokens, *open - 1)))
            return name_from(tokens, *open + 1);
        if (*open == 0) return std::nullopt;
        if (element) {
            auto object = name_before(tokens, *open);
            if (object) object->relation = Relation::element;
            return object;
        }
        // A call: "v.at(3)" is memory of v; "f(3)" has no name here.
        bool const member = *open >= 3 && is_access(tokens, *open - 2) && is_variable(tokens, *open - 3);
        if (!member) return std::nullopt;
        auto const start = start_of_path(tokens, *open - 3);
        bool const dereferenced = start > 0 && is_dereference(tokens, start - 1);
        return name_of_path(tokens, *open - 3, dereferenced ? Relation::target : Relation::inside);
    }
    if (!is_variable(tokens, at)) return std::nullopt;
    auto const start = start_of_path(tokens, at);
    bool const dereferenced = start > 0 && is_dereference(tokens, start - 1);
    if (dereferenced && start > 1 && is_sign(tokens, start - 2, "*")) return std::nullopt;
    return name_of_path(tokens, at, dereferenced ? Relation::target : Relation::itself);
}

void add(std::vector<Name>& names, std::optional<Name> name) {
    if (name && std::ranges::find(names, *name) == names.end()) names.push_back(*std::move(name));
}

/// What the assignment or step at `at` changes.
[[nodiscard]] std::optional<Name> changed(Tokens const& tokens, std::size_t at) {
    bool const before = is_step(tokens, at) && (is_word(tokens, at + 1) || is_sign(tokens, at + 1, "*"));
    return before ? name_from(tokens, at + 1) : name_before(tokens, at);
}

/// Everything that reading the variable at `at` can be to: of "box->cells[i]" the pointers box and cells, and an
/// element. Nothing for a function, a type or what is only assigned.
void add_read(std::vector<Name>& names, Tokens const& tokens, std::size_t at) {
    auto const next = at + 1;
    if (is_sign(tokens, next, "(") || is_sign(tokens, next, "::") || is_sign(tokens, next, ".") ||
        is_sign(tokens, next, "{") || is_word(tokens, next) || end_of_template(tokens, next))
        return;
    auto const start = start_of_path(tokens, at);
    bool const dereferenced = start > 0 && is_dereference(tokens, start - 1);
    if (is_sign(tokens, next, "=") && !dereferenced) return;
    if (is_sign(tokens, next, "[")) add(names, name_of_path(tokens, at, Relation::element));
    if (dereferenced) add(names, name_of_path(tokens, at, Relation::target));
    add(names, name_of_path(tokens, at, Relation::itself));
}

/// What the column says: the compiler puts an access at a name or at an operator.
[[nodiscard]] std::vector<Name> names_at(Tokens const& tokens, std::size_t at) {
    std::vector<Name> names;
    if (is_step(tokens, at) || is_assignment(tokens, at)) {
        add(names, changed(tokens, at));
    } else if (is_sign(tokens, at, "[")) {
        auto name = name_before(tokens, at);
        if (name) name->relation = Relation::element;
        add(names, std::move(name));
    } else if (is_dereference(tokens, at)) {
        add(names, name_from(tokens, at));
    } else if (is_variable(tokens, at)) {
        auto const next = at + 1;
        // A call, a member, a qualified name or a declaration's type: the access is not to this name.
        bool const other = is_access(tokens, next) || is_sign(tokens, next, "(") || is_sign(tokens, next, "::") ||
                           is_sign(tokens, next, "{") || is_word(tokens, next) || end_of_template(tokens, next);
        if (other) return names;
        if (is_sign(tokens, next, "[")) add(names, name_of_path(tokens, at, Relation::element));
        add(names, name_of_path(tokens, at, Relation::itself));
    }
    return names;
}

/// True for a word that looks like a macro, which can hide any access.
[[nodiscard]] bool is_macro(Tokens const& tokens, std::size_t at) {
    return is_word(tokens, at) && tokens[at].text.size() > 1 &&
           std::ranges::none_of(tokens[at].text, [](char c) { return c >= 'a' && c <= 'z'; });
}

/// True if something in the line reads or writes memory without an operator or a name to tell it by: "new Node{1}", a
/// constructor's ") : a(1)", a loop over a range, what a called function returns a reference to. GCC puts what a loop
/// does at the line where it begins.
[[nodiscard]] bool hides_accesses(Tokens const& tokens, bool write) {
    constexpr std::array<std::string_view, 7> before_block = {"else",     "do",      "try",     "const",
                                                              "noexcept", "mutable", "override"};
    bool const loop = is_word(tokens, 0, "for") || is_word(tokens, 0, "while") || is_word(tokens, 0, "do");
    if (loop && (tokens.back().text == ")" || tokens.back().text == "{")) return true;
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        auto const next = at + 1;
        bool const block =
            is_word(tokens, at) && std::ranges::find(before_block, tokens[at].text) != before_block.end();
        if (is_macro(tokens, at) || is_word(tokens, at, "new")) return true;
        if (is_word(tokens, at) && !block && is_sign(tokens, next, "{")) return true;
        if (is_sign(tokens, at, ")") && is_sign(tokens, next, ":")) return true;
        if (write) continue;
        if (is_word(tokens, at, "for") && std::ranges::find(tokens, ":", &Token::text) != tokens.end()) return true;
        if (is_variable(tokens, at) && is_sign(tokens, next, "(")) return true;
        if (is_sign(tokens, at, "*") && (is_sign(tokens, next, "*") || is_sign(tokens, next, "("))) return true;
    }
    return false;
}

/// The names without those that the line itself declares: these are of this thread.
[[nodiscard]] Names names_in_line(Tokens const& tokens, bool write) {
    Names names{.possible = {}, .complete = !hides_accesses(tokens, write)};
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        if (write && (is_assignment(tokens, at) || is_step(tokens, at))) {
            if (is_assignment(tokens, at) && at > 0 && is_declared(tokens, at - 1)) continue;
            auto name = changed(tokens, at);
            if (!name) names.complete = false;
            add(names.possible, std::move(name));
        } else if (!write && is_variable(tokens, at) && !is_declared(tokens, at)) {
            add_read(names.possible, tokens, at);
        }
    }
    // "++i" of an i that the line declares.
    std::erase_if(names.possible, [&](Name const& name) {
        if (name.relation != Relation::itself || name.member) return false;
        for (std::size_t at = 0; at < tokens.size(); ++at) {
            if (tokens[at].text == name.object && is_variable(tokens, at) && is_declared(tokens, at)) return true;
        }
        return false;
    });
    return names;
}

/// The argument that begins at `at`, if it begins with a variable: of "data.begin()" data, of "box->cell" cell.
[[nodiscard]] std::optional<Name> argument(Tokens const& tokens, std::size_t at) {
    if (is_sign(tokens, at, "&")) ++at;
    if (!is_variable(tokens, at) || end_of_template(tokens, at + 1)) return std::nullopt;
    while ((is_access(tokens, at + 1) || is_sign(tokens, at + 1, "::")) && is_variable(tokens, at + 2) &&
           !is_sign(tokens, at + 3, "("))
        at += 2;
    if (is_sign(tokens, at + 1, "(")) return std::nullopt;
    return name_of_path(tokens, at, Relation::inside);
}

/// The arguments of the call whose parenthesis is at `open`: those in `wanted`, a bit each.
[[nodiscard]] Names arguments(Tokens const& tokens, std::size_t open, unsigned wanted) {
    Names names{.possible = {}, .complete = true};
    int depth = 0;
    bool here = false;
    for (auto at = open; at < tokens.size(); ++at) {
        if (is_sign(tokens, at, "(") || is_sign(tokens, at, "[") || is_sign(tokens, at, "{")) ++depth;
        if (is_sign(tokens, at, ")") || is_sign(tokens, at, "]") || is_sign(tokens, at, "}")) --depth;
        if (depth == 0) return names;
        if (here && is_sign(tokens, at, "?")) names.complete = false;
        if (depth != 1 || (at != open && !is_sign(tokens, at, ","))) continue;
        if (at != open) wanted >>= 1U;
        here = (wanted & 1U) != 0;
        if (!here || is_sign(tokens, at + 1, ")")) continue;
        auto name = argument(tokens, at + 1);
        bool const literal = at + 1 < tokens.size() && tokens[at + 1].kind == Token::Kind::literal;
        if (!name && !literal) names.complete = false;
        add(names.possible, std::move(name));
    }
    names.complete = false;  // the call goes on in the next line
    return names;
}

/// Of a line that changes nothing but what it has a function of the C library change, which a compiler may put in
/// place.
[[nodiscard]] Names names_in_known_call(Tokens const& tokens) {
    Names names;
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        auto const written = is_word(tokens, at) ? arguments_accessed(tokens[at].text, true) : 0;
        if (written == 0 || !is_sign(tokens, at + 1, "(") || (at > 0 && is_access(tokens, at - 1))) continue;
        if (!names.possible.empty()) return {};
        names = arguments(tokens, at + 1, written);
        for (auto& name : names.possible)
            name.relation = Relation::inside;
    }
    return names;
}

/// "inside" says the least: whatever a variable leads to.
[[nodiscard]] Relation common(Relation a, Relation b) {
    if (a == Relation::inside && b != Relation::itself) return b;
    if (b == Relation::inside && a != Relation::itself) return a;
    return a == b ? a : Relation::inside;
}

/// A pointer is not what it points to.
[[nodiscard]] bool contradict(Name const& a, Name const& b) {
    auto const leads_on = [](Name const& name) {
        return name.relation == Relation::target || name.relation == Relation::element;
    };
    return (a.relation == Relation::itself && leads_on(b)) || (leads_on(a) && b.relation == Relation::itself);
}

/// The only thing that the access can be to.
[[nodiscard]] Name const* only(Names const& names) {
    return names.complete && names.possible.size() == 1 ? &names.possible.front() : nullptr;
}

void add_as(Names& names, std::optional<Name> name, Relation relation) {
    if (name) name->relation = relation;
    add(names.possible, std::move(name));
}

/// What an operator of a class does: "text += other" may read both, and changes the first.
[[nodiscard]] Names names_in_operator(Tokens const& tokens, std::string_view sign, bool write) {
    // "new" writes to what has no name yet, and a call looks like that of any function.
    Names names{.possible = {}, .complete = !sign.starts_with(" new") && sign != "()"};
    bool const binary = sign != "[]" && sign != "->" && sign != "++" && sign != "--" && sign != "*" && sign != "!";
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        if (sign.starts_with(" delete") && tokens[at].text == "delete") {
            add_as(names, name_from(tokens, at + (is_sign(tokens, at + 1, "[") ? 3 : 1)), Relation::target);
        } else if (is_sign(tokens, at, sign == "[]" ? "[" : sign)) {
            add_as(names, name_before(tokens, at), Relation::inside);
            if (!binary || (write && sign != ">>")) continue;
            bool const literal = at + 1 < tokens.size() && tokens[at + 1].kind == Token::Kind::literal;
            auto other = name_from(tokens, at + 1);
            if (!other && !literal) names.complete = false;
            add_as(names, std::move(other), Relation::inside);
        }
    }
    return names;
}

}  // namespace

Names names_in(std::string_view line, int column, bool write) {
    auto const tokens = tokens_of(line);
    if (is_sign(tokens, 0, "#")) return {};  // a directive: "#pragma omp parallel for"
    if (column == 0) {
        auto names = names_in_line(tokens, write);
        if (!write || !names.possible.empty() || !names.complete) return names;
        auto called = names_in_known_call(tokens);
        return called.possible.empty() ? names : called;
    }
    auto const here = std::ranges::find(tokens, static_cast<std::size_t>(column), &Token::column);
    if (here == tokens.end()) return {};
    auto names = names_at(tokens, static_cast<std::size_t>(here - tokens.begin()));
    bool const told = !names.empty();
    return {.possible = std::move(names), .complete = told};
}

Names names_in_call(std::string_view line, std::string_view function, bool write) {
    constexpr std::string_view keyword = "operator";
    auto const tokens = tokens_of(line);
    if (function.starts_with(keyword)) return names_in_operator(tokens, function.substr(keyword.size()), write);
    function = spelled_in(tokens, function);
    Names names;
    bool found = false;
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        if (tokens[at].text != function || !is_sign(tokens, at + 1, "(")) continue;
        bool const before = !found || names.complete;
        found = true;
        if (at > 0 && is_access(tokens, at - 1)) {
            names.complete = before;
            add_as(names, name_before(tokens, at - 1), Relation::inside);
        } else {
            constexpr unsigned any = ~0U;
            auto const accessed = arguments_accessed(function, write);
            auto called = arguments(tokens, at + 1, accessed != 0 ? accessed : any);
            names.complete = before && called.complete;
            for (auto& name : called.possible)
                add_as(names, std::move(name), function == "free" ? Relation::target : Relation::inside);
        }
    }
    return names;
}

Names names_in_initialiser(std::string_view line) {
    auto const tokens = tokens_of(line);
    Names names;
    for (std::size_t at = 1; at + 2 < tokens.size(); ++at) {
        bool const opens = is_sign(tokens, at + 1, "=") || is_sign(tokens, at + 1, "(") || is_sign(tokens, at + 1, "{");
        if (!opens || !is_variable(tokens, at) || !is_declared(tokens, at)) continue;
        auto name = argument(tokens, at + 2);
        if (!name || !names.possible.empty()) return {};
        auto const last = start_of_path(tokens, at + 2);
        auto const end = end_of_path(tokens, last) + (is_sign(tokens, at + 1, "=") ? 1 : 2);
        if (!is_sign(tokens, end, ";")) return {};
        add(names.possible, std::move(name));
        names.complete = true;
    }
    return names;
}

std::string function_in(std::string_view line, std::string_view called) {
    return std::string(spelled_in(tokens_of(line), called));
}

std::optional<Name> agree(Names const& a, Names const& b) {
    std::vector<Name> both;
    for (auto const& name : a.possible) {
        for (auto const& other : b.possible) {
            if (name.object != other.object || contradict(name, other)) continue;
            Name merged{.relation = common(name.relation, other.relation),
                        .object = name.object,
                        .member = name.member || other.member};
            auto const same = std::ranges::find(both, name.object, &Name::object);
            if (same == both.end()) {
                both.push_back(std::move(merged));
            } else if (same->relation != merged.relation) {
                same->relation = Relation::inside;
            }
        }
    }
    bool const told = only(a) != nullptr || only(b) != nullptr || (a.complete && b.complete);
    if (both.size() == 1 && told) return both.front();
    // One line tells it, and the other is silent or holds more than can be named.
    if (both.empty() && only(a) != nullptr && !b.complete) return *only(a);
    if (both.empty() && only(b) != nullptr && !a.complete) return *only(b);
    return std::nullopt;
}

}  // namespace hb::tsan
