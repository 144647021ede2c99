#include <fmt/format.h>

#include <algorithm>
#include <array>
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

/// 1.5L, 1e3L, 0x1p3L; but not 0x1eL, which is a long.
bool is_long_double(std::string_view number) {
    if (number.size() < 2 || (number.back() != 'l' && number.back() != 'L')) return false;
    number.remove_suffix(1);
    // What ends in a letter has another suffix, perhaps one of the answer's own.
    bool const hexadecimal = number.starts_with("0x") || number.starts_with("0X");
    if (!hexadecimal && number.back() != '.' && std::isdigit(static_cast<unsigned char>(number.back())) == 0)
        return false;
    if (number.find('_') != std::string_view::npos) return false;
    return number.find_first_of(hexadecimal ? ".pP" : ".eE") != std::string_view::npos;
}

/// What may stand between long and double.
bool is_specifier(Token const& token) {
    constexpr std::array<std::string_view, 9> words{"const",     "volatile", "static",       "inline", "constexpr",
                                                    "constinit", "mutable",  "thread_local", "extern"};
    return token.kind == Kind::identifier && std::find(words.begin(), words.end(), token.text) != words.end();
}

/// The types of vector instructions: __m256i, __v4df.
bool is_vector_type(std::string_view word) {
    for (std::string_view const beginning : {"__m64", "__m128", "__m256", "__m512"}) {
        if (word.starts_with(beginning)) return true;
    }
    return word.starts_with("__v") && word.size() > 3 && std::isdigit(static_cast<unsigned char>(word[3])) != 0;
}

/// Goes through the tokens once, with a few tokens of context on each side.
class TokenCheck {
public:
    TokenCheck(Tokens const& tokens, std::set<std::string> const& macros, RuleBook const& book, Findings& findings)
        : tokens_{tokens}, macros_{macros}, book_{book}, findings_{findings} {}

    void run() {
        note_declared();
        for (at_ = 0; at_ < tokens_.size(); ++at_) {
            auto const& token = tokens_[at_];
            if (token.kind == Kind::identifier) check_identifier(token);
            if (token.kind == Kind::string) check_string(token);
            if (token.kind == Kind::number && is_long_double(token.text)) add_long_double();
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
        bool const forbidden = std::find(book_.forbidden.begin(), book_.forbidden.end(), word) != book_.forbidden.end();
        if (forbidden && !(follows_std() && is_harmless_in_std(word))) {
            add("forbidden word", word, "This exercise is to be solved without " + word + ".");
        }
        if ((word.starts_with("_mm") && word != "_mm_pause") || is_vector_type(word)) check_intrinsic(word);
        if (word == "double" && (is_long(-1) || is_long(1))) add_long_double();
        if (word == "__attribute__" || word == "__attribute") check_gnu_attributes();
        if (word == "__declspec") add("attribute", word, "Attributes of this form are not for answers.");
        if (word == "extern" && ahead(1).kind == Kind::string && ahead(1).text != "C++") {
            add("language linkage", "extern \"" + ahead(1).text + '"',
                "With C linkage an answer could take the place of a function of the system.");
        }
        if (word == "namespace") check_namespace();
        if (word == "template" && ahead(1).is("<")) check_specialisation(at_, false);
        if (word == "hb" && ahead(1).is("::")) check_harness();
    }

    /// True if std:: stands before the token.
    [[nodiscard]] bool follows_std() const { return ahead(-1).is("::") && ahead(-2).is(Kind::identifier, "std"); }

    /// True if the double here has a long in front of it (`step` -1) or behind it (1).
    [[nodiscard]] bool is_long(int step) const {
        int distance = step;
        while (is_specifier(ahead(distance)))
            distance += step;
        return ahead(distance).is(Kind::identifier, "long");
    }

    void add_long_double() { add("type", "long double", "ThreadSanitizer cannot watch a long double; use double."); }

    void check_string(Token const& token) {
        if (auto const banned = banned_string(token.text)) add(banned->rule, '"' + token.text + '"', banned->why);
    }

    void check_intrinsic(std::string const& word) {
        auto const& more = book_.allowed_includes;
        if (std::find(more.begin(), more.end(), "immintrin.h") != more.end()) return;
        add("builtin", word, "ThreadSanitizer does not see what this instruction does to memory; write it in C++.");
    }

    /// Of hb, an answer needs nothing but the mutex with annotations. A class or variable of its own named hb, and a
    /// namespace within its own, are not ours.
    void check_harness() {
        bool const within = ahead(-1).is("::") && ahead(-2).kind == Kind::identifier && !is_keyword(ahead(-2).text);
        auto const& name = ahead(2).text;
        if (within || name == "Mutex" || name == "MutexLock") return;
        add("namespace", "hb::" + name,
            "This belongs to the harness that asks the answer; the answer gets what it needs as arguments.");
    }

    /// The distance to the token behind the attributes at `distance`.
    [[nodiscard]] int behind_attributes(int distance) const {
        auto const is_gnu = [&] {
            return ahead(distance).is(Kind::identifier, "__attribute__") ||
                   ahead(distance).is(Kind::identifier, "__attribute");
        };
        while (is_gnu() || (ahead(distance).is("[") && ahead(distance + 1).is("["))) {
            if (is_gnu()) ++distance;
            distance += static_cast<int>(closing(index(distance)) - index(distance)) + 1;
        }
        return distance;
    }

    [[nodiscard]] std::size_t index(int distance) const {
        return static_cast<std::size_t>(static_cast<std::ptrdiff_t>(at_) + distance);
    }

    void check_namespace() {
        int const first = behind_attributes(1);
        bool const used = ahead(-1).is(Kind::identifier, "using");
        if (used) return check_using(ahead(first).is("::") ? first + 1 : first);
        if (ahead(first).is(Kind::identifier, "hb")) {
            add("namespace", "namespace hb", "The namespace hb is the toolkit's own; give yours another name.");
        }
        if (ahead(first + 1).is("=")) check_alias(first);
        if (ahead(first).is(Kind::identifier, "std")) check_namespace_std(first + 1);
    }

    void check_using(int name) {
        if (!ahead(name).is(Kind::identifier, "hb") || !ahead(name + 1).is(";")) return;
        add("namespace", "using namespace hb", "Write hb::Mutex where you need it.");
    }

    /// `name` is the new name's distance.
    void check_alias(int name) {
        auto const first = ahead(name + 2).is("::") ? name + 3 : name + 2;
        auto const& meant = ahead(first);
        if (!meant.is(Kind::identifier, "hb") && !meant.is(Kind::identifier, "subject")) return;
        add("namespace", fmt::format("namespace {} = {}", ahead(name).text, meant.text),
            "Write hb::Mutex where you need it; what is the toolkit's needs no second name.");
    }

    /// Only specialisations of templates may be added to std ([namespace.std]); all else changes the library under our
    /// feet.
    void check_namespace_std(int open) {
        while (ahead(open).is("::") || ahead(open).kind == Kind::identifier)
            ++open;
        if (!ahead(open).is("{")) return;
        auto const end = closing(index(open));
        for (auto i = index(open) + 1; i < end; i = end_of_declaration(i, end) + 1) {
            if (tokens_[i].is(";")) continue;
            bool const extends = tokens_[i].is(Kind::identifier, "template");
            if (!extends) {
                add("namespace", "namespace std", "Only specialisations of its templates may be added to std.");
            } else if (tokens_[std::min(i + 1, end)].is("<")) {
                check_specialisation(i, true);
            }
        }
    }

    /// Where the declaration that begins at `i` ends: its semicolon, or the brace that closes its body. The braces of a
    /// requires-expression are no body.
    [[nodiscard]] std::size_t end_of_declaration(std::size_t i, std::size_t end) const {
        bool requirement = false;
        for (; i < end; ++i) {
            auto const& token = tokens_[i];
            if (token.is(";")) return i;
            if (token.is(Kind::identifier, "requires")) requirement = true;
            bool const body = token.is("{") && !requirement;
            if (token.is("{")) requirement = false;
            if (token.is("(") || token.is("[") || token.is("{")) i = closing(i);
            if (body) return i;
        }
        return end;
    }

    /// A specialisation of a template of std has to be for a type of the answer's own ([namespace.std]); any other
    /// changes what the library does for everybody. `i` is at `template`.
    void check_specialisation(std::size_t i, bool inside_std) {
        auto const name = declared_name(closing_angle(i + 1) + 1);
        bool const of_std = inside_std || is_identifier(name.begin, "std");
        if (!of_std || name.begin == name.end) return;
        auto end = name.end;
        bool const has_arguments =
            std::any_of(iterator(name.begin), iterator(end), [](Token const& token) { return token.is("<"); });
        if (!has_arguments) {
            if (name.is_class) return;  // a friend
            if (end < tokens_.size() && tokens_[end].is("(")) end = std::min(closing(end) + 1, tokens_.size());
        }
        for (auto at = name.begin; at < end; ++at) {
            auto const& token = tokens_[at];
            bool const from_std = at >= 2 && tokens_[at - 1].is("::") && is_identifier(at - 2, "std");
            if (token.kind != Kind::identifier || from_std) continue;
            if (declared_.contains(token.text) || macros_.contains(token.text)) return;
        }
        std::string text;
        for (auto at = name.begin; at < name.end; ++at)
            text += tokens_[at].text;
        add("namespace", text, "A template of std may be specialised only for a type of your own.");
    }

    /// A name with its qualifiers and arguments: the tokens from begin up to end.
    struct Name {
        std::size_t begin = 0;
        std::size_t end = 0;
        bool is_class = false;
    };

    /// What the declaration declares whose tokens behind `template <...>` begin at `i`: the name behind class, or the
    /// last one in front of the parameters or the initial value.
    [[nodiscard]] Name declared_name(std::size_t i) const {
        constexpr std::array<std::string_view, 5> with_parentheses{"decltype", "alignas", "noexcept", "explicit",
                                                                   "__attribute__"};
        Name last{i, i, false};
        bool behind_class = false;
        while (i < tokens_.size()) {
            auto const& token = tokens_[i];
            bool const prefix =
                std::find(with_parentheses.begin(), with_parentheses.end(), token.text) != with_parentheses.end();
            if (prefix || is_identifier(i, "requires") || token.is("[")) {
                if (!token.is("[")) ++i;
                if (i < tokens_.size() && (tokens_[i].is("(") || tokens_[i].is("["))) i = closing(i) + 1;
            } else if (is_identifier(i, "template") && i + 1 < tokens_.size() && tokens_[i + 1].is("<")) {
                i = closing_angle(i + 1) + 1;
            } else if (is_identifier(i, "operator")) {
                return {i, i + 1, false};
            } else if (token.kind == Kind::identifier) {
                bool const is_keyword_of_class = is_one_of_classes(token);
                behind_class = behind_class || is_keyword_of_class;
                if (!is_keyword_of_class) last = {i, end_of_name(i), behind_class};
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

    [[nodiscard]] static bool is_one_of_classes(Token const& token) {
        return token.text == "class" || token.text == "struct" || token.text == "union";
    }

    /// The end of a name that begins at `i`: a::b<c>::d.
    [[nodiscard]] std::size_t end_of_name(std::size_t i) const {
        for (;;) {
            bool const is_operator = is_identifier(i, "operator");
            ++i;
            if (is_operator || i >= tokens_.size()) return std::min(i, tokens_.size());
            if (tokens_[i].is("<")) i = std::min(closing_angle(i) + 1, tokens_.size());
            if (i + 1 >= tokens_.size() || !tokens_[i].is("::") || tokens_[i + 1].kind != Kind::identifier) return i;
            ++i;
        }
    }

    [[nodiscard]] bool is_identifier(std::size_t i, std::string_view word) const {
        return i < tokens_.size() && tokens_[i].is(Kind::identifier, word);
    }
    [[nodiscard]] Tokens::const_iterator iterator(std::size_t i) const {
        return tokens_.begin() + static_cast<std::ptrdiff_t>(i);
    }

    /// The bracket that closes the one at `i`; the end of the tokens if there is none.
    [[nodiscard]] std::size_t closing(std::size_t i) const {
        int depth = 0;
        for (; i < tokens_.size(); ++i) {
            auto const& token = tokens_[i];
            if (token.is("(") || token.is("[") || token.is("{")) ++depth;
            if (token.is(")") || token.is("]") || token.is("}")) --depth;
            if (depth <= 0) return i;
        }
        return i;
    }

    /// The > that closes the < at `i`, as well as tokens can tell.
    [[nodiscard]] std::size_t closing_angle(std::size_t i) const {
        int depth = 0;
        for (; i < tokens_.size(); ++i) {
            auto const& token = tokens_[i];
            if (token.is("(") || token.is("[") || token.is("{")) i = closing(i);
            if (token.is("<")) ++depth;
            if (token.is(">") && --depth == 0) return i;
            if (token.is(";") || token.is(")")) return i;
        }
        return i;
    }

    /// The classes and enumerations that the answer declares. A parameter of a template is none, nor is a
    /// specialisation; a second name for a type is one if the type is.
    void note_declared() {
        for (std::size_t i = 0; i + 2 < tokens_.size(); ++i) {
            bool const is_class = is_one_of_classes(tokens_[i]) || is_identifier(i, "enum");
            if (is_class) note_class(i + 1);
            if (!is_identifier(i, "using") || !tokens_[i + 2].is("=")) continue;
            for (auto at = i + 3; at < tokens_.size() && !tokens_[at].is(";"); ++at) {
                bool const own = declared_.contains(tokens_[at].text) && !tokens_[at - 1].is("::");
                if (own) declared_.insert(tokens_[i + 1].text);
            }
        }
    }

    void note_class(std::size_t i) {
        while (i < tokens_.size() && (tokens_[i].is("[") || is_identifier(i, "alignas"))) {
            if (!tokens_[i].is("[")) ++i;
            i = closing(i) + 1;
        }
        if (i + 1 >= tokens_.size() || tokens_[i].kind != Kind::identifier || is_one_of_classes(tokens_[i])) return;
        while (i + 2 < tokens_.size() && tokens_[i + 1].is("::"))
            i += 2;
        auto const& next = tokens_[i + 1];
        if (next.is("{") || next.is(":") || next.is(";") || next.text == "final") declared_.insert(tokens_[i].text);
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
    std::set<std::string> declared_;
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
