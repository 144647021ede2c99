#include <fmt/format.h>

#include <algorithm>

#include "commands.hpp"
#include "context.hpp"
#include "scaffold.hpp"

namespace hb::cli {
namespace {

int write_new(std::string const& lesson, std::vector<std::string> exercises) {
    if (exercises.empty()) exercises.push_back(lesson.substr(std::min(lesson.find('_'), lesson.size() - 1) + 1));
    for (auto const& file : write_lesson(workspace().root, lesson, exercises))
        fmt::print("  {}\n", file.string());
    fmt::print(
        "It is the worked example of docs/authoring.md: it builds as it stands, and is\n"
        "yours to rewrite.\n\n"
        "  ./hb selfcheck {0} --quick           what is left to fill in\n"
        "  ./hb check {0} --answers solutions   what the solutions get\n",
        lesson.substr(0, 2));
    return all_well;
}

}  // namespace

void add_new(CLI::App& app, Action& chosen) {
    struct Options {
        std::string lesson;
        std::vector<std::string> exercises;
    };
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("new", "Begin a new lesson (for authors): writes all of its parts");
    command->add_option("name", options->lesson, "two digits and a name: 12_example")->required();
    command
        ->add_option("--exercise", options->exercises,
                     "an exercise of it; may be given again. Left out: one, named as the lesson")
        ->type_name("NAME");
    command->footer(
        "All or nothing: if anything of that name is there already, nothing is written.\n\n"
        "Examples:\n  ./hb new 12_example --exercise largest\n"
        "  ./hb new 13_barriers --exercise latch --exercise barrier");
    command->callback(
        [options, &chosen] { chosen = [options] { return write_new(options->lesson, options->exercises); }; });
}

}  // namespace hb::cli
