#pragma once
/// What the rules that go through an answer's tokens share: the token where they stand, and the way from there.
/// check_tokens (rules_text.cpp) goes through all tokens once and asks each of these rules where it applies, so that
/// findings come in the order of the text.

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "judge/rules.hpp"
#include "lexer.hpp"
#include "rules_sources.hpp"

namespace hb::judge {

struct TokenCheck {
    std::vector<Token> const& tokens;
    std::set<std::string> const& macros;  ///< names that mean something else after the preprocessor
    RuleBook const& book;
    Findings& findings;
    std::set<std::string> declared = {};  ///< the types that the answer declares
    std::size_t at = 0;                   ///< the token that is looked at

    /// The token `distance` further on; an empty one beyond both ends.
    [[nodiscard]] Token const& ahead(int distance) const;

    /// The position of ahead(distance).
    [[nodiscard]] std::size_t index(int distance) const;

    [[nodiscard]] bool is_identifier(std::size_t position, std::string_view word) const;

    /// The bracket that closes the one at `position`; the end of the tokens if there is none.
    [[nodiscard]] std::size_t closing(std::size_t position) const;

    /// The > that closes the < at `position`, as well as tokens can tell.
    [[nodiscard]] std::size_t closing_angle(std::size_t position) const;

    /// A finding on the line of the token that is looked at.
    void add(std::string const& rule, std::string const& text, std::string const& why) const;
};

// --- Words (rules_identifiers.cpp) ---

void check_identifier(TokenCheck const& here);
void check_string(TokenCheck const& here);
void check_number(TokenCheck const& here);

// --- Bit-fields (rules_bit_fields.cpp) ---

/// At a colon that stands alone: whether it begins the width of a member, `name : 3`.
void check_bit_field(TokenCheck const& here);

// --- Attributes (rules_attributes.cpp) ---

/// At the first [ of [[.
void check_attributes(TokenCheck const& here);

/// At __attribute__ or __attribute.
void check_gnu_attributes(TokenCheck const& here);

// --- Namespaces (rules_namespaces.cpp) ---

/// At the word namespace.
void check_namespace(TokenCheck const& here);

/// At the word hb.
void check_harness(TokenCheck const& here);

// --- What is added to std (rules_std.cpp) ---

/// The classes and enumerations that the answer declares. A parameter of a template is none, nor is a specialisation; a
/// second name for a type is one if the type is.
[[nodiscard]] std::set<std::string> declared_types(TokenCheck const& here);

/// `open`: the distance to what follows the words namespace std.
void check_namespace_std(TokenCheck const& here, int open);

/// At the word template, with < behind it, outside of namespace std.
void check_specialisation(TokenCheck const& here);

}  // namespace hb::judge
