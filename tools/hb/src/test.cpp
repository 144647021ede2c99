#include <fmt/format.h>

#include "child.hpp"
#include "commands.hpp"
#include "context.hpp"

namespace hb::cli {

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

}  // namespace hb::cli
