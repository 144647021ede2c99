/// One of several processes that search the same tree. The host says which part is next:
///     part NAME VISIBILITY:CHOICES TRIED   as report_given says it; NAME is that of the whole search
///     executions NAME VISIBILITY: FIRST COUNT   of a search without a tree
///     sites VISIBILITY:                    finds out which accesses race
/// `split` and `stop` may come at any time.

#include <algorithm>
#include <array>
#include <charconv>

#include "execution.hpp"
#include "explorer.hpp"
#include "host_channel.hpp"

namespace hb::explore {
namespace {

template <typename Number>
Number number(std::string_view text, int base = 10) {
    Number value{};
    std::from_chars(text.data(), text.data() + text.size(), value, base);
    return value;
}

std::vector<std::uint64_t> masks(std::string_view text) {
    std::vector<std::uint64_t> result;
    for (auto comma = text.find(','); comma != text.npos; comma = text.find(',')) {
        result.push_back(number<std::uint64_t>(text.substr(0, comma), 16));
        text.remove_prefix(comma + 1);
    }
    return result;
}

/// What the search under way would have to begin anew with.
Schedule wanted_without_choices() {
    auto wanted = visibility;
    wanted.unlocks = wanted_visibility.unlocks;
    wanted.racy_sites = wanted_visibility.racy_sites;
    return schedule_without_choices(wanted);
}

constexpr std::array<char const*, 4> end_names{"done", "bound", "stopped", "grew"};

void run_part(char const* name, Part const& part, std::uint64_t first, std::uint64_t most) {
    outcomes.clear();
    Totals totals;
    Pace pace{name, settings.seconds};
    auto const search = new_search(part, first);
    auto const found = search_once(*search, totals, pace, most);
    totals.nanoseconds = pace.elapsed_ns();
    if (found.failure && found.end != SearchEnd::grew) report_found(found, name);
    report_visibility(wanted_without_choices());
    report_outcomes(outcomes);
    report_totals(name, totals);
    report_part_end(end_names[static_cast<std::size_t>(found.end)], search->share());
}

/// False if the command is none.
bool obey(std::vector<std::string> const& command) {
    auto const schedule = parse_schedule(command[command.front() == "sites" ? 1 : 2]);
    if (!schedule) return false;
    make_visible(*schedule);
    if (command.front() == "sites") {
        collect_racy_sites();
        report_visibility(wanted_without_choices());
        return true;
    }
    if (command.front() == "executions" && command.size() == 5) {
        run_part(command[1].c_str(), {}, number<std::uint64_t>(command[3]), number<std::uint64_t>(command[4]));
        return true;
    }
    Part part{schedule->choices, masks(command[3])};
    part.tried.resize(part.choices.size());
    constexpr auto most_threads = 64;
    if (std::ranges::any_of(part.choices, [](auto choice) { return choice >= most_threads; })) return false;
    run_part(command[1].c_str(), part, 0, settings.executions);
    return true;
}

}  // namespace

void search_parts() {
    while (auto const command = next_command()) {
        if (command->size() >= (command->front() == "sites" ? 2 : 4) && obey(*command)) continue;
        report_error("the host's command is not understood");
        return;
    }
}

}  // namespace hb::explore
