#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "commands/commands.hpp"
#include "context.hpp"
#include "judge/error.hpp"
#include "judge/interrupt.hpp"
#include "nearest.hpp"

namespace hb::cli {
namespace {

/// CLI11 only says that a command is missing. Throws UserError if the first word is none.
void require_known_command(CLI::App const& app, std::string const& word) {
    auto const commands = app.get_subcommands([](CLI::App const*) { return true; });
    auto const is_meant = [&](CLI::App const* command) { return command->get_name() == word; };
    if (word.starts_with('-') || std::ranges::any_of(commands, is_meant)) return;
    std::vector<std::string> names;
    for (auto const* const command : commands) {
        if (!command->get_group().empty()) names.push_back(command->get_name());  // those that --help shows
    }
    auto const meant = nearest(word, names, 1).front();
    bool const similar = distance(word, meant) * 2 <= meant.size();
    throw UserError{
        fmt::format("There is no command \"{}\".{}", word, similar ? fmt::format(" Did you mean \"{}\"?", meant) : ""),
        fmt::format("There are: {}.\n./hb --help says what they do.", fmt::join(names, ", "))};
}

int dispatch(int argc, char** argv) {
    CLI::App app{"Happens-Before: learn concurrency by finishing small C++ headers that are judged with evidence.",
                 "./hb"};
    app.require_subcommand(1);
    app.footer(fmt::format(
        "Examples:\n  ./hb demo               the story in a minute\n  ./hb list               what there is to do\n"
        "  ./hb next               where to go on\n  ./hb check count_up     judge your answer\n  ./hb check --help    "
        "   the options of a command\n\n{}",
        exit_statuses));

    Action chosen;
    for (auto* const add :
         {add_demo, add_list, add_next, add_run, add_check, add_watch, add_hint, add_status, add_solution, add_reset,
          add_explain, add_explore, add_play, add_doctor, add_test, add_new, add_selfcheck, add_completion})
        add(app, chosen);
    if (argc > 1) require_known_command(app, argv[1]);
    try {
        app.parse(argc, argv);
    } catch (CLI::ParseError const& error) {
        return app.exit(error) == 0 ? all_well : wrong_usage;
    }
    return chosen();
}

}  // namespace
}  // namespace hb::cli

int main(int argc, char** argv) {
    hb::judge::catch_interrupts();
    try {
        return hb::cli::dispatch(argc, argv);
    } catch (hb::judge::Interrupted const&) {
        fmt::print(stderr, "\ninterrupted\n");
        return hb::judge::interrupted_exit_status;
    } catch (hb::UserError const& error) {
        fmt::print(stderr, "{}\n{}\n", error.what(), error.mend());
    } catch (std::exception const& error) {
        fmt::print(stderr, "{}\n", error.what());
    }
    return hb::cli::wrong_usage;
}
