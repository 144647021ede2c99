#include <fmt/format.h>

#include "commands.hpp"
#include "context.hpp"
#include "terminal.hpp"

namespace hb::cli {
namespace {

int list() {
    for (auto const& name : grade::lesson_names(workspace().root)) {
        auto const lesson = grade::load_lesson(workspace().root, name);
        fmt::print("{}  {}, {} minutes\n", bold(lesson.name), lesson.title, lesson.minutes);
        for (auto const& exercise : lesson.exercises) {
            int points = 0;
            for (auto const& [kind, worth] : exercise.points)
                points += worth;
            fmt::print("  {:<20} {:>3} points\n{}", exercise.name, points, wrapped(exercise.task, 6));
        }
    }
    fmt::print("\nA lesson begins with its README: lessons/<lesson>/README.md\n");
    return all_well;
}

}  // namespace

void add_list(CLI::App& app, Action& chosen) {
    auto* command = app.add_subcommand("list", "The lessons and their exercises");
    command->footer("Example:\n  ./hb list");
    command->callback([&chosen] { chosen = list; });
}

}  // namespace hb::cli
