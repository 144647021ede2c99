#pragma once
/// What the four sources of `rules` share. Each source adds to the same findings; the raw text goes first, because its
/// lines are what the student sees.

#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "judge/evidence.hpp"
#include "judge/rules.hpp"
#include "lexer.hpp"

namespace hb::judge {

/// Findings, each rule and text once.
class Findings {
public:
    void add(std::string const& rule, int line, std::string const& text, std::string const& why);

    /// True if some rule has already found this text.
    [[nodiscard]] bool has(std::string_view text) const;
    [[nodiscard]] std::vector<RuleFinding> take() { return std::move(findings_); }

private:
    std::vector<RuleFinding> findings_;
};

// --- Text ---

/// Every token of the text, with comments gone.
[[nodiscard]] std::vector<Token> lex(std::string_view text);

/// The file as it stands. Throws UserError if it cannot be read.
[[nodiscard]] std::string read_text(std::filesystem::path const& file);

/// What only the raw text shows: directives.
void check_directives(std::vector<Token> const& tokens, RuleBook const& book, Findings& findings);

/// What tokens show, before the preprocessor and after it. `macros`: names that mean something else after the
/// preprocessor.
void check_tokens(std::vector<Token> const& tokens, std::set<std::string> const& macros, RuleBook const& book,
                  Findings& findings);

/// Whether the words are there that the book asks for. `raw`: before the preprocessor, which takes macros away.
void check_required(std::vector<Token> const& raw, RuleBook const& book, Findings& findings);

[[nodiscard]] bool uses_fence(std::vector<Token> const& tokens);

// --- The preprocessor ---

/// The part of the preprocessed subject that comes from the answer's own file.
struct Preprocessed {
    struct Macro {
        std::string name;
        int line = 0;  ///< of its definition
        bool left_behind = true;
    };

    std::vector<Token> tokens;        ///< without directives, but for pragmas; lines are the answer's
    std::vector<Macro> macros;        ///< defined by the answer, or taken away
    std::set<std::string> our_names;  ///< identifiers of the scenarios and of the harness's headers
    std::string trouble;              ///< the compiler's first error
};

/// What a compile line is changed to, as far as macros can tell. The explorer's shims replace headers: its line is the
/// subject's own.
enum class Flavour { plain, tsan, bench, explore };

/// Preprocesses the subject as its compile line says, with what the flavour adds to it.
[[nodiscard]] Preprocessed preprocess(RuleSubject const& subject, Flavour flavour);

/// An answer that is another program where it is watched or measured has something to hide. `where` continues
/// "another program".
void check_same(Preprocessed const& plain, Preprocessed const& other, std::string const& where, Findings& findings);

/// Macros that would change our own code.
void check_macros(Preprocessed const& plain, Findings& findings);

// --- Symbols ---

struct Symbol {
    std::string name;
    char type = '?';  ///< as nm has it: U undefined, T code, W weak, ...
};

/// The symbols of an object file. Throws UserError if there is no nm; empty if there is no such object.
[[nodiscard]] std::vector<Symbol> symbols(std::filesystem::path const& object);

/// `tokens` are the answer's, preprocessed: they tell the line, and which names are not the answer's but ours.
void check_symbols(std::vector<Symbol> const& symbols, Preprocessed const& plain, Findings& findings);

}  // namespace hb::judge
