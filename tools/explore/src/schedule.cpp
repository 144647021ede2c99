#include "explore/schedule.hpp"

#include <charconv>
#include <limits>

namespace hb::explore {
namespace {

template <typename Number>
void append(std::string& text, Number number, int base) {
    char digits[24];
    auto const end = std::to_chars(std::begin(digits), std::end(digits), number, base).ptr;
    text.append(digits, end);
}

/// Takes a number off the front of `text`.
template <typename Number>
std::optional<Number> take(std::string_view& text, int base) {
    Number number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
    if (error != std::errc{}) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return number;
}

bool take(std::string_view& text, char wanted) {
    if (text.empty() || text.front() != wanted) return false;
    text.remove_prefix(1);
    return true;
}

// A text of a few characters must not ask for all memory.
constexpr std::size_t longest_schedule = 1'000'000;  // choices

}  // namespace

std::string to_text(Schedule const& schedule) {
    std::string text;
    if (schedule.past_races) text += 'p';
    if (schedule.unlocks_visible) text += 'u';
    if (schedule.weak_memory) text += 'w';
    char separator = '@';
    for (auto const site : schedule.racy_sites) {
        text += separator;
        append(text, site, 16);
        separator = ',';
    }
    text += ':';
    auto const& choices = schedule.choices;
    for (std::size_t first = 0; first < choices.size();) {
        auto last = first;
        while (last < choices.size() && choices[last] == choices[first])
            ++last;
        if (first > 0) text += ',';
        append(text, static_cast<unsigned>(choices[first]), 10);
        if (last - first > 1) {
            text += 'x';
            append(text, last - first, 10);
        }
        first = last;
    }
    return text;
}

std::optional<Schedule> parse_schedule(std::string_view text) {
    Schedule schedule;
    schedule.past_races = take(text, 'p');
    schedule.unlocks_visible = take(text, 'u');
    schedule.weak_memory = take(text, 'w');
    if (take(text, '@')) do {
            auto const site = take<std::uint64_t>(text, 16);
            if (!site) return std::nullopt;
            schedule.racy_sites.push_back(*site);
        } while (take(text, ','));
    if (!take(text, ':')) return std::nullopt;
    if (text.empty()) return schedule;
    do {
        auto const choice = take<unsigned>(text, 10);
        if (!choice || *choice > std::numeric_limits<std::uint8_t>::max()) return std::nullopt;
        std::size_t times = 1;
        if (take(text, 'x')) {
            auto const given = take<std::size_t>(text, 10);
            if (!given || *given > longest_schedule - schedule.choices.size()) return std::nullopt;
            times = *given;
        }
        schedule.choices.insert(schedule.choices.end(), times, static_cast<std::uint8_t>(*choice));
    } while (take(text, ','));
    if (!text.empty()) return std::nullopt;
    return schedule;
}

}  // namespace hb::explore
