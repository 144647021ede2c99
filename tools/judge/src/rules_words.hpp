#pragma once
/// Words that no answer needs, and headers and attributes that it may use.

#include <optional>
#include <string_view>

namespace hb::judge {

struct BannedWord {
    char const* rule;
    char const* why;
};

/// Set if the identifier is never right in an answer, wherever it stands. Names that a class of the student's may well
/// have (open, close, exit, fork, signal) are not among them: the symbols tell whether the system's functions are
/// meant.
[[nodiscard]] std::optional<BannedWord> banned_word(std::string_view identifier);

/// Set if the string literal names something of the sanitizers.
[[nodiscard]] std::optional<BannedWord> banned_string(std::string_view text);

/// True if std:: before the name makes it a function of the library that shares nothing between threads, whatever a
/// member of that name does: std::exchange, but not std::atomic_exchange.
[[nodiscard]] bool is_harmless_in_std(std::string_view identifier);

/// `header` without its delimiters.
[[nodiscard]] bool is_common_header(std::string_view header);

/// `attribute` with its namespace: nodiscard, gnu::noinline. `__attribute__((x))` is gnu::x.
[[nodiscard]] bool is_common_attribute(std::string_view attribute);

[[nodiscard]] bool is_keyword(std::string_view identifier);

/// True if the C or C++ library, as the standard headers use it, provides the undefined symbol.
[[nodiscard]] bool is_library_symbol(std::string_view symbol);

/// True for a function of the C library that stores where its caller says, and that ThreadSanitizer does not intercept.
[[nodiscard]] bool is_unseen_store(std::string_view symbol);

}  // namespace hb::judge
