#include <fmt/format.h>

#include "commands/commands.hpp"
#include "context.hpp"
#include "judge/error.hpp"
#include "judge/interrupt.hpp"

namespace hb::cli {
namespace {

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
          add_explain, add_doctor, add_test, add_new, add_selfcheck, add_completion})
        add(app, chosen);
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
