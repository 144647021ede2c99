#include <fmt/format.h>

#include "child.hpp"
#include "commands.hpp"
#include "context.hpp"
#include "judge/error.hpp"
#include "standings.hpp"
#include "terminal.hpp"

namespace hb::cli {
namespace {

/// What git's options for differences say of itself.
constexpr int no_difference = 0;
constexpr int some_difference = 1;

/// Only who has finished, or insists: the way there is what teaches.
void demand_finished(Chosen const& chosen) {
    auto const progress = load_progress(state_folder());
    auto const state = standing_of(chosen, progress).state;
    if (state == Standing::State::finished) return;
    throw UserError{
        fmt::format("The solution is for comparing with a finished answer. {}: {}.", key_of(chosen), in_words(state)),
        fmt::format("./hb check {0}, or ./hb hint {0}. To see it all the same: ./hb solution {0} --anyway",
                    short_name(chosen))};
}

int solution(std::string const& name, bool anyway) {
    auto const chosen = choose_one(name);
    if (!anyway) demand_finished(chosen);
    auto answer = own_answer(chosen);
    if (!std::filesystem::exists(workspace().answer_file(answer))) {
        throw UserError{fmt::format("{} does not exist.", workspace().answer_file(answer).string()),
                        fmt::format("The starter comes back by ./hb reset {} --yes", short_name(chosen))};
    }
    auto const place = [](grade::Answer const& of) {
        return std::filesystem::relative(workspace().answer_file(of), workspace().root).string();
    };
    auto const own = place(answer);
    answer.set = "solutions";
    int const difference =
        run_shown({"git", "--no-pager", "diff", "--no-index", "--no-ext-diff", "--no-textconv",
                   fmt::format("--color={}", colours() ? "always" : "never"), "--", own, place(answer)});
    if (difference == no_difference) fmt::print("Your answer is the solution, letter by letter.\n");
    if (difference > some_difference)
        throw UserError{"git cannot show the difference.", "Its message is above. The solution: " + place(answer)};
    return all_well;
}

}  // namespace

void add_solution(CLI::App& app, Action& chosen) {
    struct Options {
        std::string exercise;
        bool anyway = false;
    };
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("solution", "How the solution differs from your finished answer");
    command->add_option("exercise", options->exercise, "an exercise, or lesson/exercise")->required();
    command->add_flag("--anyway", options->anyway, "also if your answer is not finished");
    command->footer("Examples:\n  ./hb solution count_up\n  ./hb solution count_up --anyway");
    command->callback(
        [options, &chosen] { chosen = [options] { return solution(options->exercise, options->anyway); }; });
}

}  // namespace hb::cli
