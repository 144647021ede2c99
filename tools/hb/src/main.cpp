#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "commands.hpp"
#include "context.hpp"
#include "judge/error.hpp"
#include "judge/interrupt.hpp"

namespace hb::cli {
namespace {

constexpr char const* exit_statuses =
    "Exit status: 0 all well; 1 a verdict failed; 2 bad arguments, or something to mend first;\n"
    "             3 nothing failed, but a verdict was inconclusive;\n"
    "             4 the toolkit could not be set up or built; 130 interrupted.";

void add_check(CLI::App& app, CheckOptions& options) {
    auto* check = app.add_subcommand("check", "Judge your answers: every verdict, from the quickest to the slowest");
    check->add_option("exercise", options.exercise, "an exercise, a lesson, or lesson/exercise; all if left out");
    check->add_option("--answers", options.set, "lessons (yours), solutions, starters or kit/<slug>")
        ->capture_default_str();
    check->add_option("--verdict", options.verdicts, "only this verdict; may be given again")
        ->check(CLI::IsMember({"builds", "values", "rules", "really-parallel", "race-free", "fast"}));
    check->add_option("--json", options.json,
                      "write the results to this file (- for standard output): docs/result.schema.json");
    check->add_option("--seed", options.seed, "repeat a run: all inputs follow from the seed");
    check->footer(
        fmt::format("Examples:\n  ./hb check count_up\n  ./hb check 01 --verdict values --seed 7\n"
                    "  ./hb check --json results.json\n\n{}",
                    exit_statuses));
}

int dispatch(int argc, char** argv) {
    CLI::App app{"Happens-Before: learn concurrency by finishing small C++ headers that are judged with evidence.",
                 "./hb"};
    app.require_subcommand(1);
    app.footer(fmt::format(
        "Examples:\n  ./hb demo               the story in a minute\n  ./hb list               what there is to do\n"
        "  ./hb check count_up     judge your answer\n  ./hb check --help       the options of a command\n\n{}",
        exit_statuses));

    auto* demo_command =
        app.add_subcommand("demo", "A lost update: seen, drawn, explained, repaired and timed on this machine");
    demo_command->footer("Example:\n  ./hb demo");
    auto* test_command =
        app.add_subcommand("test", "Build and run every test of the project itself (not of your answers)");
    bool nightly = false;
    std::vector<std::string> ctest_arguments;
    test_command->add_flag("--nightly", nightly, "also the long tests that run once a day");
    test_command->add_option("ctest_arguments", ctest_arguments, "after --: handed to ctest");
    test_command->footer("Examples:\n  ./hb test\n  ./hb test -- -R kit.01_lost_update");
    app.add_subcommand("doctor", "Look at this machine: compiler, ThreadSanitizer, limits, editor support")
        ->footer("Example:\n  ./hb doctor");
    app.add_subcommand("list", "The lessons and their exercises")->footer("Example:\n  ./hb list");
    std::string lesson;
    bool measure = false;
    auto* run_command = app.add_subcommand("run", "A lesson's demonstration");
    run_command->add_option("lesson", lesson, "01_lost_update, or 01")->required();
    run_command->add_flag("--measure", measure, "print the lesson's table of numbers for this machine");
    run_command->footer("Examples:\n  ./hb run 01\n  ./hb run 01 --measure");
    CheckOptions options;
    add_check(app, options);

    try {
        app.parse(argc, argv);
    } catch (CLI::ParseError const& error) {
        return app.exit(error) == 0 ? all_well : wrong_usage;
    }
    if (*demo_command) return demo();
    if (*test_command) return test(nightly, ctest_arguments);
    if (*run_command) return run(lesson, measure);
    if (app.got_subcommand("doctor")) return doctor();
    if (app.got_subcommand("list")) return list();
    return check(options);
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
