#include "lexer.hpp"

#include <array>
#include <charconv>
#include <cstdint>

namespace hb::judge {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Every byte beyond ASCII counts as a letter: a name with an accent stays one name.
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' ||
           static_cast<unsigned char>(c) >= 0x80U;
}

bool is_line_end(char c) {
    return c == '\n' || c == '\r';
}

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\v' || c == '\f' || c == '\0';
}

/// R"( may begin with an encoding prefix; so may "text" and 'c'.
bool is_prefix(std::string_view text) {
    return text.empty() || text == "u8" || text == "u" || text == "U" || text == "L";
}

void append_utf8(std::string& text, std::uint32_t code) {
    auto const put = [&text](std::uint32_t byte) { text += static_cast<char>(byte); };
    if (code < 0x80U) {
        put(code);
    } else if (code < 0x800U) {
        put(0xc0U | code >> 6U);
        put(0x80U | (code & 0x3fU));
    } else if (code < 0x10000U) {
        put(0xe0U | code >> 12U);
        put(0x80U | (code >> 6U & 0x3fU));
        put(0x80U | (code & 0x3fU));
    } else {
        put(0xf0U | (code >> 18U & 0x7U));
        put(0x80U | (code >> 12U & 0x3fU));
        put(0x80U | (code >> 6U & 0x3fU));
        put(0x80U | (code & 0x3fU));
    }
}

}  // namespace

Lexer::Lexer(std::string_view text) : text_{text} {
    if (text_.substr(0, 3) == "\xef\xbb\xbf") here_.offset = 3;  // byte order mark
    skip_splices(here_);
}

/// The end of the line break at `offset`: LF, CR LF, or CR alone, as Clang reads them; `offset` itself if there is
/// none.
std::size_t Lexer::end_of_line_break(std::size_t offset) const {
    if (offset >= text_.size() || !is_line_end(text_[offset])) return offset;
    bool const two = text_[offset] == '\r' && offset + 1 < text_.size() && text_[offset + 1] == '\n';
    return offset + (two ? 2 : 1);
}

/// Both compilers allow blanks between the backslash and the end of the line.
void Lexer::skip_splices(Place& place) const {
    while (place.offset < text_.size() && text_[place.offset] == '\\') {
        auto after = place.offset + 1;
        while (after < text_.size() && is_blank(text_[after]))
            ++after;
        auto const end = end_of_line_break(after);
        if (end == after) return;
        place.offset = end;
        ++place.line;
    }
}

void Lexer::step(Place& place) const {
    auto const end = end_of_line_break(place.offset);
    if (end != place.offset) {
        place.offset = end;
        ++place.line;
    } else {
        ++place.offset;
    }
    skip_splices(place);
}

char Lexer::ahead(int count) const {
    auto place = here_;
    for (; count > 0 && place.offset < text_.size(); --count)
        step(place);
    return place.offset < text_.size() ? text_[place.offset] : '\0';
}

void Lexer::skip_block_comment() {
    step();
    step();
    while (!at_end() && !(here() == '*' && ahead(1) == '/'))
        step();
    step();
    step();
}

/// Blanks, line ends and comments. A line end in a comment ends no directive.
void Lexer::skip_blanks() {
    while (!at_end()) {
        if (is_line_end(here())) {
            line_start_ = true;
            in_directive_ = false;
            header_expected_ = false;
            step();
        } else if (is_blank(here())) {
            step();
        } else if (here() == '/' && ahead(1) == '*') {
            skip_block_comment();
        } else if (here() == '/' && ahead(1) == '/') {
            while (!at_end() && !is_line_end(here()))
                step();
        } else {
            return;
        }
    }
}

bool Lexer::next(Token& token) {
    skip_blanks();
    if (at_end()) return false;
    token.text.clear();
    token.line = here_.line;
    bool const first = line_start_;
    line_start_ = false;
    if (first && (here() == '#' || (here() == '%' && ahead(1) == ':'))) {
        in_directive_ = true;
        read_directive(token);
    } else if (header_expected_ && (here() == '<' || here() == '"')) {
        read_header(token);
    } else if (here() == '"' || here() == '\'') {
        read_literal(token);
    } else if (is_digit(here()) || (here() == '.' && is_digit(ahead(1)))) {
        read_number(token);
    } else if (is_letter(here()) || (here() == '\\' && (ahead(1) == 'u' || ahead(1) == 'U'))) {
        read_identifier(token);
    } else {
        read_punctuator(token);
    }
    token.in_directive = in_directive_;
    return true;
}

void Lexer::read_directive(Token& token) {
    token.kind = Token::Kind::directive;
    step();
    if (here() == ':') step();
    while (!at_end() && !is_line_end(here())) {
        if (is_blank(here())) {
            step();
        } else if (here() == '/' && ahead(1) == '*') {
            skip_block_comment();
        } else {
            break;
        }
    }
    while (is_letter(here()) || is_digit(here())) {
        if (token.text.empty() && is_digit(here())) return;  // # 12 "file"
        token.text += here();
        step();
    }
    header_expected_ = token.text == "include" || token.text == "include_next" || token.text == "import" ||
                       token.text == "embed" || token.text == "include_alias";
}

void Lexer::read_header(Token& token) {
    token.kind = Token::Kind::header;
    header_expected_ = false;
    char const close = here() == '<' ? '>' : '"';
    do {
        token.text += here();
        step();
    } while (!at_end() && !is_line_end(here()) && here() != close);
    if (here() == close) {
        token.text += close;
        step();
    }
}

/// Appends what \uXXXX, \u{X...} or \UXXXXXXXX stands for. False, and nothing taken, if it is none of them.
bool Lexer::read_universal_character(std::string& name) {
    auto const before = here_;
    step();
    std::size_t const digits = here() == 'u' ? 4 : 8;
    step();
    bool const braces = here() == '{';
    if (braces) step();
    std::string code;
    while ((braces || code.size() < digits) && (is_digit(here()) || is_letter(here()))) {
        code += here();
        step();
    }
    if (braces) step();
    std::uint32_t value = 0;
    auto const parsed = std::from_chars(code.data(), code.data() + code.size(), value, 16);
    if (parsed.ec == std::errc{} && parsed.ptr == code.data() + code.size()) {
        append_utf8(name, value);
        return true;
    }
    here_ = before;
    return false;
}

void Lexer::read_identifier(Token& token) {
    token.kind = Token::Kind::identifier;
    for (;;) {
        if (is_letter(here()) || is_digit(here())) {
            token.text += here();
            step();
        } else if (here() != '\\' || (ahead(1) != 'u' && ahead(1) != 'U') || !read_universal_character(token.text)) {
            break;
        }
    }
    if (token.text.empty()) return read_punctuator(token);
    bool const raw =
        token.text.back() == 'R' && is_prefix(std::string_view{token.text}.substr(0, token.text.size() - 1));
    if (raw && here() == '"') {
        read_raw_string(token);
    } else if ((here() == '"' || here() == '\'') && is_prefix(token.text)) {
        read_literal(token);
    }
}

/// A preprocessing number: 1'000'000, 0x1p-3, 1e+5, 12ms.
void Lexer::read_number(Token& token) {
    token.kind = Token::Kind::number;
    for (;;) {
        char const c = here();
        bool const separator = c == '\'' && (is_digit(ahead(1)) || is_letter(ahead(1)));
        if (!is_digit(c) && !is_letter(c) && c != '.' && !separator) return;
        token.text += c;
        step();
        bool const exponent = c == 'e' || c == 'E' || c == 'p' || c == 'P';
        if (exponent && (here() == '+' || here() == '-')) {
            token.text += here();
            step();
        }
    }
}

void Lexer::read_literal(Token& token) {
    char const quote = here();
    token.kind = quote == '"' ? Token::Kind::string : Token::Kind::character;
    token.text.clear();
    step();
    while (!at_end() && !is_line_end(here()) && here() != quote) {
        if (here() == '\\') {
            token.text += here();
            step();
            if (at_end() || is_line_end(here())) return;
        }
        token.text += here();
        step();
    }
    if (here() == quote) step();
}

/// In a raw string there are no splices: characters are taken as they stand.
void Lexer::read_raw_string(Token& token) {
    token.kind = Token::Kind::string;
    auto const open = text_.find('(', here_.offset);
    auto const end_of_line = text_.find_first_of("\r\n", here_.offset);
    if (open == std::string_view::npos || open > end_of_line) return read_literal(token);
    auto const delimiter = text_.substr(here_.offset + 1, open - here_.offset - 1);
    auto const closing = std::string{")"}.append(delimiter).append("\"");
    auto const close = text_.find(closing, open);
    auto const end = close == std::string_view::npos ? text_.size() : close + closing.size();
    token.text = text_.substr(open + 1, close == std::string_view::npos ? close : close - open - 1);
    while (here_.offset < end) {
        auto const after_break = end_of_line_break(here_.offset);
        if (after_break != here_.offset) ++here_.line;
        here_.offset = after_break != here_.offset ? after_break : here_.offset + 1;
    }
    skip_splices(here_);
}

void Lexer::read_punctuator(Token& token) {
    struct Digraph {
        char first, second;
        char const* meaning;
    };
    constexpr std::array<Digraph, 6> pairs{
        {{':', ':', "::"}, {'<', ':', "["}, {':', '>', "]"}, {'<', '%', "{"}, {'%', '>', "}"}, {'%', ':', "#"}}};
    token.kind = Token::Kind::punctuator;
    char const first = here();
    step();
    token.text = first;
    for (auto const& pair : pairs) {
        if (first != pair.first || here() != pair.second) continue;
        // [lex.pptoken]: in <::name the < stands alone, so that std::vector<::Thing> works.
        if (first == '<' && pair.second == ':' && ahead(1) == ':' && ahead(2) != ':' && ahead(2) != '>') return;
        token.text = pair.meaning;
        step();
        return;
    }
}

}  // namespace hb::judge
