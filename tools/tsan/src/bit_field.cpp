#include "bit_field.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <utility>

#include "expression.hpp"

namespace hb::tsan {
namespace {

/// Where the declaration of a bit-field that begins at `at` ends ("unsigned lamp : 1 = 0;", at the ";"); nothing if
/// none begins there. What it declares goes into `names`.
[[nodiscard]] std::optional<std::size_t> read_declaration(Tokens const& tokens, std::size_t at, BitFields& names) {
    auto const begin = at;
    while (is_word(tokens, at) || is_sign(tokens, at, "::"))
        ++at;
    bool const declares = at >= begin + 2 && !is_word(tokens, begin, "case") && is_variable(tokens, at - 1) &&
                          is_sign(tokens, at, ":") && at + 1 < tokens.size();
    if (!declares || tokens[at + 1].kind != Token::Kind::literal) return std::nullopt;
    names.emplace_back(tokens[at - 1].text);
    while (at < tokens.size() && !is_sign(tokens, at, ";")) {
        // "unsigned a : 1, b : 2;"
        bool const next = is_sign(tokens, at, ",") && is_variable(tokens, at + 1) && is_sign(tokens, at + 2, ":");
        if (next) names.emplace_back(tokens[at + 1].text);
        ++at;
    }
    return at;
}

/// True for a name that may be declared here as something other than a bit-field: "int level", "auto& level".
[[nodiscard]] bool may_be_declared(Tokens const& tokens, std::size_t at) {
    constexpr std::array<std::string_view, 4> before = {"return", "else", "throw", "case"};
    if (at == 0 || !is_variable(tokens, at) || is_sign(tokens, at + 1, ":")) return false;
    auto const& last = tokens[at - 1];
    if (last.kind == Token::Kind::word) return std::ranges::find(before, last.text) == before.end();
    return last.text == "&" || last.text == "*" || last.text == ">" || last.text == "&&";
}

[[nodiscard]] std::ptrdiff_t times_declared(std::vector<BitFields> const& all, std::string_view name) {
    std::ptrdiff_t times = 0;
    for (auto const& row : all)
        times += std::ranges::count(row, name);
    return times;
}

}  // namespace

std::vector<BitFields> bit_fields_in(std::string_view source) {
    auto const tokens = tokens_of_source(source);
    std::vector<BitFields> all;
    BitFields row;
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        bool const begins = at == 0 || is_sign(tokens, at - 1, ";") || is_sign(tokens, at - 1, "{") ||
                            is_sign(tokens, at - 1, "}") || is_sign(tokens, at - 1, ":");
        if (!begins) continue;
        if (auto const end = read_declaration(tokens, at, row)) {
            at = *end;
        } else if (!row.empty()) {
            all.push_back(std::exchange(row, {}));
        }
    }
    if (!row.empty()) all.push_back(std::move(row));
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        if (!may_be_declared(tokens, at) || times_declared(all, tokens[at].text) == 0) continue;
        for (auto& fields : all)
            std::erase(fields, tokens[at].text);
    }
    return all;
}

void append_new(std::vector<BitFields>& fields, std::vector<BitFields> more) {
    for (auto& row : more) {
        if (std::ranges::find(fields, row) == fields.end()) fields.push_back(std::move(row));
    }
}

bool is_bit_field(std::vector<BitFields> const& all, std::string_view name) {
    return times_declared(all, name) == 1;
}

bool share_memory(std::vector<BitFields> const& all, std::string_view name, std::string_view other) {
    if (!is_bit_field(all, name) || !is_bit_field(all, other)) return false;
    return std::ranges::any_of(all, [&](BitFields const& row) {
        return std::ranges::find(row, name) != row.end() && std::ranges::find(row, other) != row.end();
    });
}

}  // namespace hb::tsan
