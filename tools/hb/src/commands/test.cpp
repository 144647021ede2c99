#include <fmt/format.h>

#include "child.hpp"
#include "commands.hpp"
#include "context.hpp"

namespace hb::cli {
namespace {

int test(bool nightly, std::vector<std::string> const& ctest_arguments) {
    auto const tree = workspace().tree.string();
    fmt::print("Building what the tests need (several minutes the first time) ...\n");
    std::fflush(stdout);
    // A part that fails to build fails the tests that need it, with the compiler's message: the rest is tested all the
    // same.
    int const built = run_shown({"cmake", "--build", tree, "--target", "all", "project_tests", "--", "-k", "0"});
    std::vector<std::string> command{"ctest", "--test-dir", tree,       "--output-on-failure", "--no-tests=error", "-j",
                                     "2",     "-L",         "^project$"};
    if (!nightly) command.insert(command.end(), {"-LE", "^nightly$"});
    command.insert(command.end(), ctest_arguments.begin(), ctest_arguments.end());
    int const tested = run_shown(command);
    if (built != 0) fmt::print("Some targets did not build: see the messages above ctest's.\n");
    return tested != 0 || built != 0 ? some_verdict_failed : all_well;
}

}  // namespace

void add_test(CLI::App& app, Action& chosen) {
    struct Options {
        bool nightly = false;
        std::vector<std::string> ctest_arguments;
    };
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("test", "Build and run every test of the project itself (not of your answers)");
    command->add_flag("--nightly", options->nightly, "also the long tests that run once a day");
    command->add_option("ctest_arguments", options->ctest_arguments, "after --: handed to ctest");
    command->footer("Examples:\n  ./hb test\n  ./hb test -- -R kit.01_lost_update");
    command->callback(
        [options, &chosen] { chosen = [options] { return test(options->nightly, options->ctest_arguments); }; });
}

}  // namespace hb::cli
