// Takes the place of explore.cpp and play.cpp where the explorer is not built.

#include <string>

#include "commands.hpp"
#include "judge/error.hpp"

namespace hb::cli {
namespace {

void add_unavailable(CLI::App& app, Action& chosen, std::string const& name, std::string const& what) {
    auto* command = app.add_subcommand(name, what + ": not available here");
    command->allow_extras();
    command->callback([&chosen] {
        chosen = []() -> int {
            throw UserError{"The explorer is not available here.", "It needs Linux on x86-64, and Clang."};
        };
    });
}

}  // namespace

void add_explore(CLI::App& app, Action& chosen) {
    add_unavailable(app, chosen, "explore", "Every interleaving of an answer's threads");
}

void add_play(CLI::App& app, Action& chosen) {
    add_unavailable(app, chosen, "play", "Be the scheduler of an answer's threads");
}

}  // namespace hb::cli
