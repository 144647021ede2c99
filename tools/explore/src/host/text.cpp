#include <algorithm>
#include <filesystem>
#include <limits>
#include <sstream>

#include "explore/explore.hpp"
#include "outcome_table.hpp"

namespace hb::explore {
namespace {

std::string where(Place const& place) {
    if (place.file.empty()) return {};
    return std::filesystem::path{place.file}.filename().string() + ":" + std::to_string(place.line);
}

/// Values are shown as the signed number of the access's width: most variables are ints.
std::string number(std::uint64_t value, unsigned bytes) {
    switch (bytes) {
        case 1:
            return std::to_string(static_cast<std::int8_t>(value));
        case 2:
            return std::to_string(static_cast<std::int16_t>(value));
        case 4:
            return std::to_string(static_cast<std::int32_t>(value));
        default:
            return std::to_string(static_cast<std::int64_t>(value));
    }
}

std::string what(EventSeen const& event) {
    auto const& operation = event.operation;
    auto text = operation.kind;
    if (!operation.object.empty()) text += " " + operation.object;
    if (event.old_value && event.new_value)
        text += ": " + number(*event.old_value, operation.size) + " -> " + number(*event.new_value, operation.size);
    else if (event.old_value)
        text += " = " + number(*event.old_value, operation.size);
    if (event.overlooked > 0) text += " (an older value)";
    return text;
}

void show_line(std::ostream& out, std::string const& left, std::string const& right) {
    constexpr std::size_t width = 50;  // of what happened; the source line follows
    out << left;
    if (!right.empty()) out << std::string(left.size() < width ? width - left.size() : 1, ' ') << right;
    out << '\n';
}

/// Whether a static of a function was made already is the compiler's question; and what a library does with its own
/// memory, with no line of the program behind it, is the library's.
bool is_library_s_own(OperationSeen const& operation) {
    auto const access = operation.kind == "read" || operation.kind == "write" || operation.kind.starts_with("atomic ");
    return operation.object.starts_with("guard variable for ") || (access && operation.place.file.empty());
}

/// Where threads begin and end: of an interleaving the least.
bool is_of_threads(OperationSeen const& operation) {
    return operation.kind == "create" || operation.kind == "join" || operation.kind == "exit";
}

/// If there are more than `most`, those that say least are left out, then the first ones.
void show_events(std::ostream& out, Failure const& failure, std::size_t most) {
    std::vector<EventSeen const*> events;
    for (auto const& event : failure.events)
        if (!is_library_s_own(event.operation)) events.push_back(&event);
    auto const all = events.size();
    if (all > most) std::erase_if(events, [](EventSeen const* event) { return is_of_threads(event->operation); });
    if (events.size() > most) events.erase(events.begin(), events.end() - static_cast<std::ptrdiff_t>(most));
    if (auto const left_out = all - events.size(); left_out > 0)
        out << "  (" << left_out << " steps are left out; --schedule, with what stands below, shows all)\n";
    constexpr int column = 6;  // characters by which each thread is set off from the one before
    for (auto const* const event : events)
        show_line(out,
                  "  " + std::string(static_cast<std::size_t>(event->thread * column), ' ') + "T" +
                      std::to_string(event->thread) + " " + what(*event),
                  where(event->operation.place));
    if (failure.forgotten_events > 0) out << "  and " << failure.forgotten_events << " more\n";
}

void show_waiting(std::ostream& out, Failure const& failure) {
    for (auto const& thread : failure.unfinished) {
        if (!thread.blocked) continue;
        auto text = "  T" + std::to_string(thread.thread) + " waits: " + thread.next.kind + " " + thread.next.object;
        auto separator = ", holds ";
        for (auto const& held : thread.held) {
            text += separator + held;
            separator = ", ";
        }
        show_line(out, text, where(thread.next.place));
    }
}

constexpr auto all_events = std::numeric_limits<std::size_t>::max();

void show(std::ostream& out, Failure const& failure, std::size_t most_events = all_events) {
    out << (failure.search == "consequence" ? "Its consequence: " : "") << name_of(failure.ending) << ": "
        << failure.text << " (execution " << failure.execution << ", by " << failure.strategy << "; "
        << failure.preemptions << (failure.preemptions == 1 ? " preemption)\n" : " preemptions)\n");
    for (auto const& access : failure.race)
        show_line(out,
                  "  T" + std::to_string(access.thread) + " " + access.operation.kind + " " + access.operation.object,
                  where(access.operation.place));
    if (most_events > 0) show_events(out, failure, most_events);
    if (failure.ending == Ending::deadlock) show_waiting(out, failure);
    if (!failure.replayed) out << "  (it did not end in the same way when it was run again)\n";
    if (most_events > 0) out << "  schedule: " << failure.schedule << '\n';
    out << '\n';
}

void show(std::ostream& out, SearchSeen const& search) {
    out << search.name << ": " << search.executions << " executions";
    if (search.redundant > 0) out << " and " << search.redundant << " redundant ones";
    if (auto const seconds = std::chrono::duration<double>{search.time}.count(); seconds > 0)
        out << ", " << static_cast<std::uint64_t>(static_cast<double>(search.executions) / seconds) << " a second";
    out << "\n  up to " << search.longest << " steps and " << search.threads << " threads";
    if (search.exhausted) out << ": all schedules within the bound";
    if (search.collapsed_polls > 0) out << "\n  " << search.collapsed_polls << " equal reads in loops were no steps";
    if (search.forgot_accesses) out << "\n  a race may have been missed for lack of room";
    out << '\n' << outcome_table(search);
}

}  // namespace

std::string to_text(Failure const& failure) {
    std::ostringstream out;
    show(out, failure);
    return out.str();
}

namespace {

std::size_t lines(std::string const& text) {
    return static_cast<std::size_t>(std::ranges::count(text, '\n'));
}

std::string text_of_searches(Result const& result) {
    std::ostringstream out;
    for (auto const& search : result.searches) {
        // Of a search that ended with a race, the outcomes of its consequence are more.
        if (search.name != "search" || result.searches.size() == 1)
            show(out, search);
        else
            out << search.name << ": " << search.executions << " executions until the race\n";
    }
    if (result.engine != EngineKind::fibers)
        out << "engine: " << name_of(result.engine) << (result.why_engine.empty() ? "" : ": ") << result.why_engine
            << '\n';
    return out.str();
}

}  // namespace

std::string to_text(Result const& result) {
    constexpr std::size_t rows = 24;  // of a screen
    constexpr std::size_t least_events = 8;
    auto const outcomes = text_of_searches(result);
    std::ostringstream out;
    if (!result.error.empty()) out << "error: " << result.error << "\n\n";
    for (auto const& failure : result.failures) {
        // A race's consequence shows how it comes to it. A schedule that was asked for is shown whole.
        auto most = &failure == &result.failures.back() ? all_events : 0;
        if (most > 0 && failure.search != "replay") {
            std::ostringstream rest;
            show(rest, failure, 0);
            constexpr std::size_t notes = 2;  // what is left out, and the schedule
            auto const taken = lines(outcomes) + lines(out.str()) + lines(rest.str()) + notes;
            most = std::max(least_events, rows - std::min(rows, taken));
        }
        show(out, failure, most);
    }
    if (result.interrupted)
        out << "Interrupted: " << (result.failures.empty() ? "no failure so far" : "this is not all") << ".\n\n";
    else if (auto const* const outcome = result.inconclusive())
        out << "Inconclusive: " << name_of(outcome->ending) << ": " << outcome->text << "\n\n";
    else if (result.proved())
        out << "No failure in any schedule within the bound.\n\n";
    else if (result.failures.empty() && result.error.empty())
        out << "No failure found.\n\n";
    return out.str() + outcomes;
}

}  // namespace hb::explore
