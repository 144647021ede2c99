#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>

#include "judge/error.hpp"
#include "rules_sources.hpp"
#include "token_check.hpp"

namespace hb::judge {

using Kind = Token::Kind;

namespace {

/// What a pragma, an #include or an #error says is text, and no code; check_directives looks at it.
std::vector<Token> code_of(std::vector<Token> const& tokens) {
    std::vector<Token> code;
    bool skipped = false;
    for (auto const& token : tokens) {
        if (token.kind == Kind::directive) {
            skipped =
                token.text == "pragma" || token.text == "include" || token.text == "error" || token.text == "warning";
        }
        if (!token.in_directive || !skipped) code.push_back(token);
    }
    return code;
}

}  // namespace

void Findings::add(std::string const& rule, int line, std::string const& text, std::string const& why) {
    bool const known = std::any_of(findings_.begin(), findings_.end(), [&](RuleFinding const& finding) {
        return finding.rule == rule && finding.text == text;
    });
    if (!known) findings_.push_back({rule, line, text, why});
}

bool Findings::has(std::string_view text) const {
    return std::any_of(findings_.begin(), findings_.end(),
                       [text](RuleFinding const& finding) { return finding.text == text; });
}

std::vector<Token> lex(std::string_view text) {
    std::vector<Token> tokens;
    Lexer lexer{text};
    for (Token token; lexer.next(token);)
        tokens.push_back(token);
    return tokens;
}

std::string read_text(std::filesystem::path const& file) {
    std::ifstream stream{file, std::ios::binary};
    std::string text{std::istreambuf_iterator<char>{stream}, {}};
    if (!stream)
        throw UserError{"The answer " + file.string() + " cannot be read.",
                        "Restore it from the starter, or from git."};
    return text;
}

void check_tokens(std::vector<Token> const& tokens, std::set<std::string> const& macros, RuleBook const& book,
                  Findings& findings) {
    auto const code = code_of(tokens);
    TokenCheck here{code, macros, book, findings};
    here.declared = declared_types(here);
    for (; here.at < code.size(); ++here.at) {
        auto const kind = code[here.at].kind;
        if (kind == Kind::identifier) check_identifier(here);
        if (kind == Kind::string) check_string(here);
        if (kind == Kind::number) check_number(here);
        if (here.ahead(0).is("[") && here.ahead(1).is("[")) check_attributes(here);
        if (here.ahead(0).is(":")) check_bit_field(here);
    }
}

void check_required(std::vector<Token> const& raw, RuleBook const& book, Findings& findings) {
    auto const code = code_of(raw);
    for (auto const& word : book.required) {
        bool const there =
            std::any_of(code.begin(), code.end(), [&](Token const& token) { return token.is(Kind::identifier, word); });
        if (!there) {
            findings.add("missing word", 0, word,
                         "This exercise is to be solved with " + word + ", and the code uses it nowhere.");
        }
    }
}

bool uses_fence(std::vector<Token> const& tokens) {
    return std::any_of(tokens.begin(), tokens.end(), [](Token const& token) {
        return token.kind == Kind::identifier &&
               (token.text == "atomic_thread_fence" || token.text == "__atomic_thread_fence" ||
                token.text == "__sync_synchronize" || token.text == "__c11_atomic_thread_fence");
    });
}

}  // namespace hb::judge
