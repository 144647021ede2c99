#include <fmt/format.h>

#include "ask.hpp"
#include "commands.hpp"
#include "context.hpp"
#include "judge/error.hpp"
#include "judge/whole_file.hpp"
#include "standings.hpp"

namespace hb::cli {
namespace {

/// Copies the answer to a folder of its own below the state's. Returns where the copy is.
std::filesystem::path back_up(Chosen const& chosen, std::string const& text) {
    auto const backups = state_folder() / "backups";
    auto const time = now();
    auto folder = backups / time;
    for (int more = 2; std::filesystem::exists(folder); ++more)
        folder = backups / fmt::format("{}.{}", time, more);
    auto const copy = folder / (key_of(chosen) + ".hpp");
    std::error_code error;
    std::filesystem::create_directories(copy.parent_path(), error);
    if (error) {
        throw UserError{fmt::format("{} cannot be made: {}.", folder.string(), error.message()),
                        "Without a copy nothing is replaced. Make that folder's parent writable, or free some space."};
    }
    write_whole(copy, text);
    return copy;
}

bool wanted(std::string const& file, Chosen const& chosen, bool yes) {
    if (yes) return true;
    if (!somebody_is_there()) {
        throw UserError{fmt::format("{} would be replaced, and nobody is there to be asked.", file),
                        fmt::format("If you mean it: ./hb reset {} --yes", short_name(chosen))};
    }
    return agrees(fmt::format("Replace {} by the starter? A copy is kept.", file), false).value_or(false);
}

int reset(std::string const& name, bool yes) {
    auto const chosen = choose_one(name);
    auto answer = own_answer(chosen);
    auto const file = workspace().answer_file(answer);
    answer.set = "starters";
    auto const starter = read_whole(workspace().answer_file(answer));
    auto const shown = std::filesystem::relative(file, workspace().root).string();
    auto const text = std::filesystem::exists(file) ? read_whole(file) : starter;
    (void)load_progress(state_folder());  // a broken one is an error before anything is replaced
    if (!wanted(shown, chosen, yes)) {
        fmt::print("Nothing was changed.\n");
        return all_well;
    }
    if (text != starter) fmt::print("Your answer is kept: {}\n", back_up(chosen, text).string());
    write_whole(file, starter);
    update_progress(state_folder(), [&](Progress& progress) { progress.exercises.erase(key_of(chosen)); });
    fmt::print("{} is the starter again; its verdicts and hints are forgotten.\n", shown);
    return all_well;
}

}  // namespace

void add_reset(CLI::App& app, Action& chosen) {
    struct Options {
        std::string exercise;
        bool yes = false;
    };
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("reset", "Put an exercise's starter back; a copy of your answer is kept");
    command->add_option("exercise", options->exercise, "an exercise, or lesson/exercise")->required();
    command->add_flag("--yes", options->yes, "do not ask");
    command->footer("Examples:\n  ./hb reset count_up\n  ./hb reset count_up --yes");
    command->callback([options, &chosen] { chosen = [options] { return reset(options->exercise, options->yes); }; });
}

}  // namespace hb::cli
