#include <algorithm>
#include <array>
#include <cctype>

#include "rules_words.hpp"
#include "token_check.hpp"

namespace hb::judge {
namespace {

using Kind = Token::Kind;

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

/// True if the double here has a long in front of it (`step` -1) or behind it (1).
bool is_long(TokenCheck const& here, int step) {
    int distance = step;
    while (is_specifier(here.ahead(distance)))
        distance += step;
    return here.ahead(distance).is(Kind::identifier, "long");
}

void add_long_double(TokenCheck const& here) {
    here.add("type", "long double", "ThreadSanitizer cannot watch a long double; use double.");
}

/// Integers of any number of bits: ThreadSanitizer watches accesses of 1, 2, 4, 8 and 16 bytes.
bool is_bit_precise(std::string_view word) {
    return word == "_BitInt" || word == "_ExtInt";
}

/// The types of vector instructions: __m256i, __v4df.
bool is_vector_type(std::string_view word) {
    for (std::string_view const beginning : {"__m64", "__m128", "__m256", "__m512"}) {
        if (word.starts_with(beginning)) return true;
    }
    return word.starts_with("__v") && word.size() > 3 && std::isdigit(static_cast<unsigned char>(word[3])) != 0;
}

void check_intrinsic(TokenCheck const& here, std::string const& word) {
    auto const& more = here.book.allowed_includes;
    if (std::find(more.begin(), more.end(), "immintrin.h") != more.end()) return;
    here.add("builtin", word, "ThreadSanitizer does not see what this instruction does to memory; write it in C++.");
}

/// True if std:: stands before the token.
bool follows_std(TokenCheck const& here) {
    return here.ahead(-1).is("::") && here.ahead(-2).is(Kind::identifier, "std");
}

bool uses_namespace_std(std::vector<Token> const& tokens) {
    constexpr std::array<std::string_view, 3> directive{"using", "namespace", "std"};
    auto const same = [](Token const& token, std::string_view word) { return token.is(Kind::identifier, word); };
    return std::search(tokens.begin(), tokens.end(), directive.begin(), directive.end(), same) != tokens.end();
}

/// `name`, wherever it stands; std::name, where it can be that of the standard library: behind any :: but hb::, and
/// anywhere if the answer uses all of namespace std.
bool is_forbidden(TokenCheck const& here, std::string_view name) {
    constexpr std::string_view of_std = "std::";
    auto const& word = here.ahead(0).text;
    if (!name.starts_with(of_std)) return word == name && !(follows_std(here) && is_harmless_in_std(word));
    if (word != name.substr(of_std.size())) return false;
    if (here.ahead(-1).is("::")) return !here.ahead(-2).is(Kind::identifier, "hb");
    return uses_namespace_std(here.tokens);
}

}  // namespace

void check_identifier(TokenCheck const& here) {
    auto const& word = here.ahead(0).text;
    auto const& forbidden = here.book.forbidden;
    if (auto const banned = banned_word(word)) here.add(banned->rule, word, banned->why);
    auto const found =
        std::find_if(forbidden.begin(), forbidden.end(), [&](auto const& name) { return is_forbidden(here, name); });
    if (found != forbidden.end())
        here.add("forbidden word", *found, "This exercise is to be solved without " + *found + ".");
    if ((word.starts_with("_mm") && word != "_mm_pause") || is_vector_type(word)) check_intrinsic(here, word);
    if (is_bit_precise(word)) {
        here.add("type", word, "ThreadSanitizer watches integers of the usual sizes only; use one of those.");
    }
    if (word == "double" && (is_long(here, -1) || is_long(here, 1))) add_long_double(here);
    if (word == "__attribute__" || word == "__attribute") check_gnu_attributes(here);
    if (word == "__declspec") here.add("attribute", word, "Attributes of this form are not for answers.");
    auto const& next = here.ahead(1);
    if (word == "extern" && next.kind == Kind::string && next.text != "C++") {
        here.add("language linkage", "extern \"" + next.text + '"',
                 "With C linkage an answer could take the place of a function of the system.");
    }
    if (word == "namespace") check_namespace(here);
    if (word == "template" && next.is("<")) check_specialisation(here);
    if (word == "hb" && next.is("::")) check_harness(here);
}

void check_string(TokenCheck const& here) {
    auto const& text = here.ahead(0).text;
    if (auto const banned = banned_string(text)) here.add(banned->rule, '"' + text + '"', banned->why);
}

void check_number(TokenCheck const& here) {
    if (is_long_double(here.ahead(0).text)) add_long_double(here);
}

}  // namespace hb::judge
