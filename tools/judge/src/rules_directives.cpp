#include <algorithm>

#include "rules_sources.hpp"
#include "rules_words.hpp"

namespace hb::judge {
namespace {

using Kind = Token::Kind;
using Tokens = std::vector<Token>;

constexpr char const* why_pragma =
    "Pragmas change how the compiler or the tools read the code; answers use none but #pragma once.";

/// The tokens on the line of the directive at `at`, after it.
Tokens rest_of_directive(Tokens const& tokens, std::size_t at) {
    Tokens rest;
    for (++at; at < tokens.size() && tokens[at].in_directive && tokens[at].kind != Kind::directive; ++at) {
        rest.push_back(tokens[at]);
    }
    return rest;
}

std::string joined(Tokens const& tokens) {
    std::string text;
    for (auto const& token : tokens)
        text += (text.empty() ? "" : " ") + token.text;
    return text;
}

void check_include(Token const& directive, Tokens const& rest, RuleBook const& book, Findings& findings) {
    if (rest.empty()) return;
    if (rest.front().kind != Kind::header) {
        findings.add("include", directive.line, "#include " + joined(rest),
                     "An answer names the header that it includes; a macro could name any file.");
        return;
    }
    auto const& spelled = rest.front().text;
    auto const header = spelled.substr(1, spelled.size() - std::min<std::size_t>(spelled.size(), 2));
    auto const& more = book.allowed_includes;
    if (is_common_header(header) || std::find(more.begin(), more.end(), header) != more.end()) return;
    findings.add(
        "include", directive.line, "#include " + spelled,
        "This header is not among those that answers may include: the standard library's, but for files, signals and "
        "processes.");
}

}  // namespace

void check_directives(std::vector<Token> const& tokens, RuleBook const& book, Findings& findings) {
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        auto const& directive = tokens[at];
        if (directive.kind != Kind::directive) continue;
        auto const& name = directive.text;
        auto const rest = rest_of_directive(tokens, at);
        if (name == "include") {
            check_include(directive, rest, book, findings);
        } else if (name == "pragma") {
            auto const text = joined({rest.begin(), rest.begin() + std::min<std::ptrdiff_t>(std::ssize(rest), 3)});
            if (text != "once") findings.add("pragma", directive.line, "#pragma " + text, why_pragma);
        } else if (name == "line" || (name.empty() && !rest.empty())) {
            findings.add("line directive", directive.line, '#' + name + (name.empty() ? "" : " ") + joined(rest),
                         "This gives code another place than it has; findings must point where the code is.");
        } else if (name == "include_next" || name == "import" || name == "embed" || name == "ident" ||
                   name == "assert" || name == "unassert" || name == "sccs" || name == "include_macros" ||
                   name == "__include_macros" || name == "__public_macro" || name == "__private_macro") {
            findings.add("directive", directive.line, '#' + name, "This directive is not for answers.");
        }
    }
}

}  // namespace hb::judge
