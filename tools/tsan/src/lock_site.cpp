#include "lock_site.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "expression.hpp"

namespace hb::tsan {
namespace {

/// A mutex in a line, and the tokens to which a compiler's column may point.
struct Site {
    std::string_view mutex;
    std::size_t first = 0;
    std::size_t last = 0;
};

[[nodiscard]] std::string_view text_between(std::string_view line, Tokens const& tokens, std::size_t first,
                                            std::size_t end) {
    auto const begin = tokens[first].column - 1;
    return line.substr(begin, tokens[end - 1].column - 1 + tokens[end - 1].text.size() - begin);
}

/// The first argument of the call whose parenthesis is at `open`. Nothing if it has others that may be mutexes, too.
[[nodiscard]] std::optional<std::string_view> first_argument(std::string_view line, Tokens const& tokens,
                                                             std::size_t open, bool may_have_more) {
    int depth = 0;
    auto const first = is_sign(tokens, open + 1, "&") ? open + 2 : open + 1;
    for (auto at = open; at < tokens.size(); ++at) {
        if (is_sign(tokens, at, "(") || is_sign(tokens, at, "[") || is_sign(tokens, at, "{")) ++depth;
        if (is_sign(tokens, at, ")") || is_sign(tokens, at, "]") || is_sign(tokens, at, "}")) --depth;
        bool const comma = depth == 1 && is_sign(tokens, at, ",");
        if (depth > 0 && !comma) continue;
        if (at <= first || (comma && !may_have_more)) return std::nullopt;
        return text_between(line, tokens, first, at);
    }
    return std::nullopt;
}

/// The first token of the object whose member is called: of "forks[i].lock()" it is "forks".
[[nodiscard]] std::optional<std::size_t> start_of_object(Tokens const& tokens, std::size_t access) {
    for (auto at = access; at > 0;) {
        --at;
        if (is_sign(tokens, at, "]") || is_sign(tokens, at, ")")) {
            auto const open = opening(tokens, at);
            if (!open) return std::nullopt;
            at = *open;
            if (!is_word(tokens, at - 1)) return is_sign(tokens, at, "(") ? std::optional{at} : std::nullopt;
            --at;
        }
        if (!is_word(tokens, at)) return std::nullopt;
        if (at == 0 || (!is_access(tokens, at - 1) && !is_sign(tokens, at - 1, "::"))) return at;
        --at;
    }
    return std::nullopt;
}

/// "lock.lock()" and its kin.
void add_member_calls(std::vector<Site>& sites, std::string_view line, Tokens const& tokens, std::string_view method) {
    for (std::size_t at = 2; at < tokens.size(); ++at) {
        if (!is_word(tokens, at, method) || !is_access(tokens, at - 1) || !is_sign(tokens, at + 1, "(")) continue;
        if (auto const start = start_of_object(tokens, at - 1))
            sites.push_back({.mutex = text_between(line, tokens, *start, at - 1), .first = *start, .last = at});
    }
}

/// "pthread_mutex_lock(&lock)" and its kin.
void add_calls(std::vector<Site>& sites, std::string_view line, Tokens const& tokens, std::string_view function) {
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        if (!is_word(tokens, at, function) || !is_sign(tokens, at + 1, "(")) continue;
        if (auto const mutex = first_argument(line, tokens, at + 1, true))
            sites.push_back({.mutex = *mutex, .first = at, .last = at});
    }
}

/// "std::lock_guard const hold(lock);", also by another name of the type ("Guard hold(lock);").
void add_guards(std::vector<Site>& sites, std::string_view line, Tokens const& tokens, std::string_view type) {
    bool const by_its_name = std::ranges::find(tokens, type, &Token::text) != tokens.end();
    for (std::size_t at = 1; at < tokens.size(); ++at) {
        bool const opens = is_sign(tokens, at + 1, "(") || is_sign(tokens, at + 1, "{");
        if (!opens || !is_variable(tokens, at) || !is_declared(tokens, at)) continue;
        auto before = at - 1;
        if (is_word(tokens, before, "const") && before > 0) --before;
        while (before > 0 && !is_word(tokens, before, type) && tokens[before].text != ";" && tokens[before].text != "{")
            --before;
        if (by_its_name && !is_word(tokens, before, type)) continue;
        if (auto const mutex = first_argument(line, tokens, at + 1, type != "scoped_lock"))
            sites.push_back({.mutex = *mutex, .first = before, .last = at});
    }
}

}  // namespace

std::string mutex_at(std::string_view line, int column, std::string_view called) {
    auto const tokens = tokens_of(line);
    auto const colons = called.rfind("::");
    auto const function = colons == std::string_view::npos ? called : called.substr(colons + 2);
    auto const owner = called.substr(0, called.size() - std::min(called.size(), function.size() + 2));
    std::vector<Site> sites;
    if (!owner.empty() && owner.ends_with(function)) {
        add_guards(sites, line, tokens, function);
    } else if (owner.ends_with("unique_lock") || owner.ends_with("shared_lock")) {
        return {};  // of a guard: it says nothing about which mutex it holds
    } else if (function.starts_with("pthread_")) {
        add_calls(sites, line, tokens, function);
    } else {
        add_member_calls(sites, line, tokens, function);
    }
    auto const here = std::ranges::find(tokens, static_cast<std::size_t>(column), &Token::column);
    if (column > 0 && here != tokens.end()) {
        auto const at = static_cast<std::size_t>(here - tokens.begin());
        auto const is_here = [&](Site const& site) { return site.first <= at && at <= site.last; };
        if (std::ranges::any_of(sites, is_here)) std::erase_if(sites, [&](Site const& site) { return !is_here(site); });
    }
    if (sites.empty()) return {};
    bool const same = std::ranges::all_of(sites, [&](Site const& site) { return site.mutex == sites.front().mutex; });
    return same ? std::string(sites.front().mutex) : std::string{};
}

}  // namespace hb::tsan
