#include "board.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <vector>

#include "judge/outcomes.hpp"
#include "terminal.hpp"
#include "tsan/source_line.hpp"

namespace hb::cli {
namespace {

constexpr std::size_t events_shown = 14;  // the last ones: with the threads below, a screen of 24 lines

/// As `hb explore` draws them, without what came of it and without the schedule.
std::vector<std::string> happened(explore::Failure const& failure) {
    std::vector<std::string> lines;
    std::istringstream text{explore::to_text(failure)};
    std::string line;
    std::getline(text, line);
    while (std::getline(text, line) && !line.starts_with("  schedule: "))
        lines.push_back(line);
    return lines;
}

std::string history(explore::Failure const& failure) {
    auto const lines = happened(failure);
    auto const hidden = lines.size() - std::min(lines.size(), events_shown);
    std::string text;
    if (hidden > 0) text += dim(fmt::format("  ... {} steps before", hidden)) + '\n';
    for (auto index = hidden; index < lines.size(); ++index)
        text += lines[index] + '\n';
    return text;
}

std::string next_step(explore::UnfinishedThread const& thread, bool can_go_on) {
    auto const& next = thread.next;
    auto const what = next.object.empty() ? next.kind : next.kind + " " + next.object;
    auto held = fmt::format("{}", thread.held.empty() ? "" : "   holds ");
    for (auto const& mutex : thread.held)
        held += (mutex == thread.held.front() ? "" : ", ") + mutex;
    auto line = fmt::format("{:>3}  T{} {}{}", can_go_on ? std::to_string(thread.thread) : "", thread.thread,
                            can_go_on ? "" : "waits: ", what + held);
    if (!next.place.file.empty()) {
        auto const name = std::filesystem::path{next.place.file}.filename().string();
        auto const source = tsan::excerpt(tsan::read_source_line(next.place.file, next.place.line), 0,
                                          terminal_columns - name.size() - 16);
        line += fmt::format("\n           {}:{}  {}", name, next.place.line, source);
    }
    return can_go_on ? line : dim(line);
}

/// A step that was begun has more than one way to go on.
std::string question(explore::Position const& position) {
    auto const last = position.choices.size() - 1;
    auto const& events = position.reached.events;
    auto const step = events.empty() ? std::string{} : events.back().operation.kind;
    if (step.starts_with("atomic") && position.schedule.weak_memory)
        return fmt::format("Which value does it read? 0: the last one; up to {}: older ones, the newest first.", last);
    if (step.starts_with("notify") || step.starts_with("atomic"))
        return fmt::format("Which one of those who wait is woken? 0 to {}, in the order of their numbers.", last);
    return fmt::format("Does the wait end early? 0: no; 1{}: yes.", last > 1 ? " (woken) or 2 (out of time)" : "");
}

std::string choices(explore::Position const& position, std::string const& goal) {
    if (!position.of_threads) return question(position) + '\n';
    auto text = wrapped(fmt::format("Who goes next? The goal: {}.", goal), 0);
    for (auto const& thread : position.reached.unfinished) {
        bool const can_go_on = std::ranges::find(position.choices, thread.thread) != position.choices.end();
        text += next_step(thread, can_go_on) + '\n';
    }
    return text;
}

std::string ending(Game const& game) {
    auto const& reached = game.position().reached;
    auto const schedule = explore::to_text(game.position().schedule);
    if (game.won()) {
        return wrapped(fmt::format("You broke it: {}.", judge::what_went_wrong(reached)), 0) +
               fmt::format("Run again {} times: it ends so {} times.\nschedule: {}\n", Game::repeats_to_be_sure,
                           game.ended_so_again(), schedule);
    }
    if (reached.ending == explore::Ending::completed) {
        return fmt::format("It came out right. Go back, and try another order.\nschedule: {}\n", schedule);
    }
    return fmt::format("Here it cannot go on: {}: {}.\nschedule: {}\n", explore::name_of(reached.ending), reached.text,
                       schedule);
}

}  // namespace

std::string board(Game const& game, std::string const& goal) {
    auto const& position = game.position();
    return history(position.reached) + '\n' + (game.over() ? ending(game) : choices(position, goal));
}

}  // namespace hb::cli
