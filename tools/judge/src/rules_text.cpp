#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <iterator>
#include <string>

#include "judge/error.hpp"
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

/// Goes through the tokens once, with a few tokens of context on each side.
class TokenCheck {
public:
    TokenCheck(Tokens const& tokens, std::set<std::string> const& macros, RuleBook const& book, Findings& findings)
        : tokens_{tokens}, macros_{macros}, book_{book}, findings_{findings} {}

    void run() {
        for (at_ = 0; at_ < tokens_.size(); ++at_) {
            auto const& token = tokens_[at_];
            if (token.kind == Kind::identifier) check_identifier(token);
            if (token.kind == Kind::string) check_string(token);
            if (token.is("[") && ahead(1).is("[")) check_attributes(at_ + 2, "[[", "]]", "");
        }
    }

private:
    /// The token `distance` further on; an empty one beyond both ends.
    [[nodiscard]] Token const& ahead(int distance) const {
        static Token const nothing;
        auto const index = static_cast<std::ptrdiff_t>(at_) + distance;
        return index >= 0 && index < std::ssize(tokens_) ? tokens_[static_cast<std::size_t>(index)] : nothing;
    }

    void add(std::string const& rule, std::string const& text, std::string const& why) {
        findings_.add(rule, tokens_[at_].line, text, why);
    }

    void check_identifier(Token const& token) {
        auto const& word = token.text;
        if (auto const banned = banned_word(word)) add(banned->rule, word, banned->why);
        if (std::find(book_.forbidden.begin(), book_.forbidden.end(), word) != book_.forbidden.end()) {
            add("forbidden word", word, "This exercise is to be solved without " + word + ".");
        }
        if (word.starts_with("_mm") && word != "_mm_pause") check_intrinsic(word);
        if (word == "__attribute__" || word == "__attribute") check_gnu_attributes();
        if (word == "__declspec") add("attribute", word, "Attributes of this form are not for answers.");
        if (word == "extern" && ahead(1).kind == Kind::string && ahead(1).text != "C++") {
            add("language linkage", "extern \"" + ahead(1).text + '"',
                "With C linkage an answer could take the place of a function of the system.");
        }
        if (word == "namespace") check_namespace();
        if (word == "hb" && ahead(1).is("::")) check_harness(ahead(2));
        bool const all_of_hb = uses_all_of_hb_ && (ahead(1).is("::") || ahead(-1).is(Kind::identifier, "namespace"));
        if (all_of_hb) check_harness(token);
    }

    void check_string(Token const& token) {
        if (auto const banned = banned_string(token.text)) add(banned->rule, '"' + token.text + '"', banned->why);
    }

    void check_intrinsic(std::string const& word) {
        auto const& more = book_.allowed_includes;
        if (std::find(more.begin(), more.end(), "immintrin.h") != more.end()) return;
        add("builtin", word, "ThreadSanitizer does not see what this instruction does to memory; write it in C++.");
    }

    /// `given` is what follows hb::
    void check_harness(Token const& given) {
        auto const& name = given.text;
        bool const of_lesson =
            name.starts_with("lesson") && name.size() > 6 && std::isdigit(static_cast<unsigned char>(name[6])) != 0;
        if (name != "subject" && !of_lesson) return;
        add("namespace", "hb::" + name,
            "This belongs to the harness that asks the answer; the answer gets what it needs as arguments.");
    }

    void check_namespace() {
        bool const used = ahead(-1).is(Kind::identifier, "using");
        if (used) {
            auto const first = ahead(1).is("::") ? 2 : 1;
            if (ahead(first).is(Kind::identifier, "hb") && ahead(first + 1).is(";")) uses_all_of_hb_ = true;
            return;
        }
        if (ahead(1).is(Kind::identifier, "hb")) {
            add("namespace", "namespace hb", "The namespace hb is the toolkit's own; give yours another name.");
        }
        if (ahead(2).is("=")) {
            auto const first = ahead(3).is("::") ? 4 : 3;
            if (ahead(first).is(Kind::identifier, "hb") && ahead(first + 1).is(";")) {
                add("namespace", "namespace " + ahead(1).text + " = hb",
                    "Write hb::Mutex where you need it; hb needs no second name.");
            }
        }
        if (ahead(1).is(Kind::identifier, "std")) check_namespace_std();
    }

    /// Only specialisations of templates may be added to std ([namespace.std]); all else changes the library under our
    /// feet.
    void check_namespace_std() {
        int open = 2;
        while (ahead(open).is("::") || ahead(open).kind == Kind::identifier)
            ++open;
        if (!ahead(open).is("{")) return;
        auto const& first = ahead(open + 1);
        if (first.is("}") || first.is(Kind::identifier, "template")) return;
        add("namespace", "namespace std", "Only specialisations of its templates may be added to std.");
    }

    void check_gnu_attributes() {
        if (ahead(1).is("(") && ahead(2).is("(")) return check_attributes(at_ + 3, "__attribute__((", "))", "gnu::");
        if (macros_.contains(ahead(1).text)) return;
        add("attribute", "__attribute__", "This attribute is hidden from the rules; answers need none of this form.");
    }

    /// The names in a list of attributes that begins at `begin`. `space` is their namespace unless they name one.
    void check_attributes(std::size_t begin, std::string const& open, std::string const& close, std::string space) {
        int depth = 0;
        bool name_expected = true;
        for (auto i = begin; i < tokens_.size(); ++i) {
            auto const& token = tokens_[i];
            if (depth == 0 && (token.is("]") || token.is(")"))) return;
            if (token.is("(") || token.is("[") || token.is("{")) ++depth;
            if (token.is(")") || token.is("]") || token.is("}")) --depth;
            if (depth != 0) continue;
            if (token.is(",")) name_expected = true;
            if (token.kind != Kind::identifier || !name_expected) continue;
            bool const qualified = i + 2 < tokens_.size() && tokens_[i + 1].is("::");
            if (token.text == "using" && i + 2 < tokens_.size()) {
                space = tokens_[i + 1].text + "::";
                i += 2;
                continue;
            }
            auto const name = qualified ? fmt::format("{}::{}", token.text, tokens_[i + 2].text) : space + token.text;
            if (qualified) i += 2;
            name_expected = false;
            // In a macro it may be a parameter; where the macro is used, the preprocessed tokens show what came of it.
            if (token.in_directive || is_common_attribute(name) || macros_.contains(token.text)) continue;
            add("attribute", fmt::format("{}{}{}", open, qualified ? name : token.text, close),
                "This attribute is not among those that answers may use: it could change what the tools see.");
        }
    }

    Tokens const& tokens_;
    std::set<std::string> const& macros_;
    RuleBook const& book_;
    Findings& findings_;
    std::size_t at_ = 0;
    bool uses_all_of_hb_ = false;
};

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
    Tokens tokens;
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

void check_tokens(std::vector<Token> const& tokens, std::set<std::string> const& macros, RuleBook const& book,
                  Findings& findings) {
    // What a pragma, an #include or an #error says is text; check_directives has looked at it.
    Tokens code;
    bool skipped = false;
    for (auto const& token : tokens) {
        if (token.kind == Kind::directive) {
            skipped =
                token.text == "pragma" || token.text == "include" || token.text == "error" || token.text == "warning";
        }
        if (!token.in_directive || !skipped) code.push_back(token);
    }
    TokenCheck{code, macros, book, findings}.run();
}

bool uses_fence(std::vector<Token> const& tokens) {
    return std::any_of(tokens.begin(), tokens.end(), [](Token const& token) {
        return token.kind == Kind::identifier &&
               (token.text == "atomic_thread_fence" || token.text == "__atomic_thread_fence" ||
                token.text == "__sync_synchronize" || token.text == "__c11_atomic_thread_fence");
    });
}

}  // namespace hb::judge
