#pragma once
/// The tokens of C++ text, as far as the rules need them: what is a name, a literal or a comment, and on which line.
///
/// Nothing hides a name from it: line splices and digraphs are undone, names written with \uXXXX are read as what they
/// mean, and comments and literals (raw ones too) end where the compiler ends them.

#include <cstddef>
#include <string>
#include <string_view>

namespace hb::judge {

struct Token {
    enum class Kind {
        identifier,  ///< keywords too
        number,
        string,  ///< text without the quotes, escapes as they were written
        character,
        header,      ///< after #include, with its delimiters: <thread>
        directive,   ///< the name after #; empty for the null directive and for # 12 "file"
        punctuator,  ///< one character, or one of :: [ ] { } # that was written as a digraph
    };
    Kind kind = Kind::punctuator;
    std::string text;
    int line = 0;               ///< where the token begins; the first is 1
    bool in_directive = false;  ///< on the line of a directive, the directive itself included

    [[nodiscard]] bool is(Kind wanted, std::string_view spelling) const { return kind == wanted && text == spelling; }
    [[nodiscard]] bool is(std::string_view punctuator) const { return is(Kind::punctuator, punctuator); }
};

/// Takes one token after another from a text that must outlive it.
class Lexer {
public:
    explicit Lexer(std::string_view text);

    /// False at the end of the text.
    bool next(Token& token);

private:
    /// A place in the text; never on a backslash that splices two lines.
    struct Place {
        std::size_t offset = 0;
        int line = 1;
    };

    [[nodiscard]] bool at_end() const { return here_.offset >= text_.size(); }
    [[nodiscard]] char here() const { return at_end() ? '\0' : text_[here_.offset]; }
    [[nodiscard]] char ahead(int count) const;
    void step() { step(here_); }
    void step(Place& place) const;
    [[nodiscard]] std::size_t end_of_line_break(std::size_t offset) const;
    void skip_splices(Place& place) const;

    void skip_blanks();
    void skip_block_comment();
    bool starts_literal() const;
    void read_directive(Token& token);
    void read_header(Token& token);
    void read_identifier(Token& token);
    void read_number(Token& token);
    void read_literal(Token& token);
    void read_raw_string(Token& token);
    void read_punctuator(Token& token);
    bool read_universal_character(std::string& name);

    std::string_view text_;
    Place here_;
    bool line_start_ = true;
    bool in_directive_ = false;
    bool header_expected_ = false;
};

}  // namespace hb::judge
