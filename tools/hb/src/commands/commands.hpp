#pragma once
/// The commands of hb, one a file. Each adds itself to the command line and returns an exit status (context.hpp); each
/// throws UserError for bad input.

#include <CLI/CLI.hpp>
#include <functional>

namespace hb::cli {

/// What the command line asks for: set by the command that is named there, called by main.
using Action = std::function<int()>;

void add_demo(CLI::App& app, Action& chosen);
void add_test(CLI::App& app, Action& chosen);
void add_doctor(CLI::App& app, Action& chosen);
void add_list(CLI::App& app, Action& chosen);
void add_run(CLI::App& app, Action& chosen);
void add_check(CLI::App& app, Action& chosen);
void add_new(CLI::App& app, Action& chosen);
void add_selfcheck(CLI::App& app, Action& chosen);
void add_completion(CLI::App& app, Action& chosen);
void add_next(CLI::App& app, Action& chosen);
void add_hint(CLI::App& app, Action& chosen);
void add_status(CLI::App& app, Action& chosen);
void add_solution(CLI::App& app, Action& chosen);
void add_reset(CLI::App& app, Action& chosen);
void add_explain(CLI::App& app, Action& chosen);
void add_explore(CLI::App& app, Action& chosen);
void add_play(CLI::App& app, Action& chosen);
void add_watch(CLI::App& app, Action& chosen);

}  // namespace hb::cli
