#include <fmt/format.h>

#include <algorithm>

#include "commands.hpp"
#include "context.hpp"
#include "standings.hpp"
#include "terminal.hpp"

namespace hb::cli {
namespace {

/// A hint with its number, and the lines after the first below its text.
std::string numbered(std::size_t number, std::string const& text) {
    constexpr std::size_t indent = 5;
    return hanging(fmt::format("  {}. ", number), indent, text);
}

int hint(std::string const& name) {
    auto const chosen = choose_one(name);
    auto const& hints = chosen.exercise.hints;
    if (hints.empty()) {
        fmt::print("{} has no hints. The solution: ./hb solution {} --anyway\n", key_of(chosen), short_name(chosen));
        return all_well;
    }
    std::size_t shown = 0;
    update_progress(state_folder(), [&](Progress& progress) {
        auto& count = progress.exercises[key_of(chosen)].hints_shown;
        count = std::min(count + 1, static_cast<int>(hints.size()));
        shown = static_cast<std::size_t>(count);
    });
    fmt::print("{}\n", bold(key_of(chosen)));
    for (std::size_t i = 0; i < shown; ++i)
        fmt::print("{}", numbered(i + 1, hints[i]));
    if (auto const left = hints.size() - shown; left > 0) {
        fmt::print("\n  {} more: ./hb hint {}\n", left, short_name(chosen));
    } else {
        fmt::print("\n  That was the last one. The solution: ./hb solution {} --anyway\n", short_name(chosen));
    }
    return all_well;
}

}  // namespace

void add_hint(CLI::App& app, Action& chosen) {
    auto name = std::make_shared<std::string>();
    auto* command = app.add_subcommand("hint", "A hint for an exercise; one more each time");
    command->add_option("exercise", *name, "an exercise, or lesson/exercise")->required();
    command->footer("Example:\n  ./hb hint count_up");
    command->callback([name, &chosen] { chosen = [name] { return hint(*name); }; });
}

}  // namespace hb::cli
