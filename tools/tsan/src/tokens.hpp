#pragma once
/// One line of C or C++ as tokens, private to this component.

#include <cstdint>
#include <string_view>
#include <vector>

namespace hb::tsan {

struct Token {
    enum class Kind : std::uint8_t { word, sign, literal };
    Kind kind = Kind::sign;
    std::string_view text;
    std::size_t column = 0;  ///< from 1
};

/// The tokens of the line, without comments. The line must outlive them. Never fails: a line may begin or end in the
/// middle of anything.
[[nodiscard]] std::vector<Token> tokens_of(std::string_view line);

/// The tokens of a whole source file, each with its column in its own line.
[[nodiscard]] std::vector<Token> tokens_of_source(std::string_view source);

}  // namespace hb::tsan
