#include "outcome_table.hpp"

#include <algorithm>
#include <sstream>
#include <tuple>

#include "../one_line.hpp"

namespace hb::explore {
namespace {

constexpr std::size_t most_lines = 12;  // half a screen: a failure's interleaving may stand above
constexpr std::size_t columns = 80;

std::string cut(std::string text, std::size_t width) {
    if (text.size() > width) text.replace(width - 3, text.npos, "...");
    return text;
}

/// What an onlooker sees: the output, and how it ended if that is not as it should be.
std::string what(OutcomeSeen const& outcome) {
    std::string text;
    if (!outcome.output.empty()) text = '"' + one_line(outcome.output) + '"';
    if (outcome.ending == Ending::completed && !text.empty()) return text;
    if (!text.empty()) text += ' ';
    text += name_of(outcome.ending);
    return outcome.text.empty() ? text : text + ": " + outcome.text;
}

std::string standing(OutcomeSeen const& outcome) {
    auto const allowed = outcome.allowed();
    return !allowed ? "unknown" : *allowed ? "allowed" : "forbidden";
}

std::string percent(std::uint64_t count, std::uint64_t all) {
    auto const share = all == 0 ? 0 : count * 100 / all;
    return (share == 0 ? "<1" : std::to_string(share)) + " %";
}

std::string right(std::string const& text, std::size_t width) {
    return std::string(width - std::min(width, text.size()), ' ') + text;
}

std::string left(std::string const& text, std::size_t width) {
    return text + std::string(width - std::min(width, text.size()), ' ');
}

}  // namespace

std::string outcome_table(SearchSeen const& search) {
    if (search.outcomes.empty()) return {};
    std::vector<OutcomeSeen const*> rows;
    std::size_t digits = 5;
    for (auto const& outcome : search.outcomes) {
        rows.push_back(&outcome);
        digits = std::max(digits, std::to_string(outcome.count).size());
    }
    std::ranges::sort(rows, {}, [](OutcomeSeen const* row) {
        return std::tuple{row->allowed().value_or(false), ~row->count, row};  // many before few
    });

    std::ostringstream out;
    std::size_t lines = 0;
    std::uint64_t left_out = 0;
    std::uint64_t executions = 0;
    for (auto const* const row : rows) {
        auto const head = "  " + right(std::to_string(row->count), digits) +
                          right(percent(row->count, search.executions), 7) + "  " + left(standing(*row), 9) + "  ";
        auto const room = columns - head.size();
        auto const text = cut(what(*row), room);
        auto const beside = text.size() + 2 + row->schedule.size() <= room;
        std::size_t const height = beside ? 1 : 2;
        // One line is kept for what is left out, if there is anything after this row.
        if (left_out > 0 || lines + height + (row == rows.back() ? 0 : 1) > most_lines) {
            ++left_out;
            executions += row->count;
            continue;
        }
        out << head << text;
        if (beside) {
            out << "  " << row->schedule << '\n';
        } else {
            out << '\n' << std::string(head.size(), ' ') << cut(row->schedule, room) << '\n';
        }
        lines += height;
    }
    if (left_out > 0)
        out << "  and " << left_out << " more outcomes, of " << executions << " executions: --json shows all\n";
    return out.str();
}

}  // namespace hb::explore
