// Takes the place of explore.cpp where the explorer is not built.

#include "commands.hpp"
#include "judge/error.hpp"

namespace hb::cli {

void add_explore(CLI::App& app, Action& chosen) {
    auto* command = app.add_subcommand("explore", "Every interleaving of an answer's threads: not available here");
    command->allow_extras();
    command->callback([&chosen] {
        chosen = []() -> int {
            throw UserError{"The explorer is not available here.", "It needs Linux on x86-64, and Clang."};
        };
    });
}

}  // namespace hb::cli
