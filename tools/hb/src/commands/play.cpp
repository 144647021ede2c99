#include <fmt/format.h>
#include <poll.h>

#include <iostream>
#include <sstream>

#include "commands.hpp"
#include "context.hpp"
#include "explored.hpp"
#include "judge/error.hpp"
#include "judge/interrupt.hpp"
#include "judge/whole_file.hpp"
#include "play/board.hpp"
#include "play/goal.hpp"
#include "play/typed_number.hpp"
#include "terminal.hpp"
#include "watch/keys.hpp"

namespace hb::cli {
namespace {

struct PlayOptions {
    std::string what;
    std::vector<std::string> words;
    std::string set = "lessons";
    std::string schedule;
    std::string moves;
};

constexpr char const* keys_line = "0-9 who goes next   u one step back   r from the beginning   s save   q quit";
constexpr char end_of_input = '\x04';  // Ctrl-D

/// Beside what is there: count_up.schedule, count_up.2.schedule, ... Returns what the player should know.
std::string save(Game const& game, std::string const& what) {
    auto const stem = std::filesystem::path{what}.stem().string();
    auto file = stem + ".schedule";
    for (int number = 2; std::filesystem::exists(file); ++number)
        file = fmt::format("{}.{}.schedule", stem, number);
    write_whole(file, explore::to_text(game.position().schedule) + '\n');
    return fmt::format("Saved. From here on: --schedule {}, of play or of explore.\n", file);
}

/// "1,1,2,u,r,s"; throws UserError at the first move that cannot be made. Returns what the player should know.
std::string make_moves(Game& game, PlayOptions const& options) {
    std::string remark;
    std::istringstream words{options.moves};
    int number = 0;
    for (std::string move; std::getline(words, move, ',');) {
        ++number;
        auto const wrong = [&](std::string const& why) {
            throw UserError{fmt::format("Move {} (\"{}\") {}.", number, move, why),
                            "Moves are numbers of threads, u (back), r (from the beginning) and s (save): 1,1,2,u,2,s"};
        };
        if (move == "u") {
            if (!game.back()) wrong("goes back before the beginning");
        } else if (move == "r") {
            game.begin_anew();
        } else if (move == "s") {
            remark += save(game, options.what);
        } else if (move.empty() || move.size() > 2 || move.find_first_not_of("0123456789") != move.npos) {
            wrong("is none");
        } else if (!game.choose(std::stoi(move))) {
            wrong(game.over() ? "comes after the end" : "is not possible there");
        }
    }
    return remark;
}

/// A game, and what its player sees beside the board.
struct Session {
    Game game;
    std::string what;
    std::string goal;
    TypedNumber typed;
    std::string remark;
};

void show(Session const& session) {
    constexpr char const* clear_screen = "\x1b[2J\x1b[3J\x1b[H";
    fmt::print("{}{}\n{}{}\n", clear_screen, board(session.game, session.goal), session.remark, dim(keys_line));
    std::cout.flush();
}

/// False: the player has had enough.
bool press(Session& session, char key) {
    auto& [game, what, goal, typed, remark] = session;
    remark.clear();
    if (key == 'q' || key == end_of_input) return false;
    if (key == 'u' && !game.back()) remark = "This is the beginning.\n";
    if (key == 'r') game.begin_anew();
    if (key == 's') remark = save(game, what);
    bool const of_threads = game.position().of_threads;
    if (auto const number = typed.press(key, game.position().choices); number && !game.choose(*number))
        remark = fmt::format("{}{} cannot go next.\n", of_threads ? "Thread " : "Number ", *number);
    if (!typed.so_far().empty()) remark = fmt::format("{}_  a second digit, or Enter\n", typed.so_far());
    return true;
}

void play_at_terminal(Session& session) {
    Keys keys;
    if (keys.descriptor() < 0) {
        throw UserError{"Playing needs a terminal.", "Or name the moves: ./hb play count_up --moves 1,2,2,1"};
    }
    for (show(session);;) {
        pollfd pressed{keys.descriptor(), POLLIN, 0};
        ::poll(&pressed, 1, -1);
        judge::throw_if_interrupted();
        auto const key = keys.next();
        if (!key) continue;
        if (!press(session, *key)) return;
        show(session);
    }
}

int run_play(PlayOptions const& options) {
    auto explored = prepare_explored(options.what, options.words, options.set);
    std::optional<explore::Schedule> begin;
    if (!options.schedule.empty()) begin = schedule_or_throw(options.schedule);
    show_progress("looking for data races ...");
    if (!begin) begin = explore::schedule_to_begin_with(explored.program, explored.words, explored.settings);
    auto const goal = goal_of(explored);
    show_progress("");
    Session session{Game{std::move(explored), *begin}, options.what, goal, {}, {}};
    if (options.moves.empty()) {
        play_at_terminal(session);
    } else {
        auto const remark = make_moves(session.game, options);
        fmt::print("{}{}", board(session.game, goal), remark);
    }
    return session.game.won() ? all_well : some_verdict_failed;
}

}  // namespace

void add_play(CLI::App& app, Action& chosen) {
    auto options = std::make_shared<PlayOptions>();
    auto* command =
        app.add_subcommand("play", "Be the scheduler: choose which thread goes next, and break the program");
    command->add_option("what", options->what, "an exercise, or a source file (.cpp)")->required();
    command->add_option("words", options->words,
                        "scenario and name=value (the exercise's own if left out), or the program's arguments");
    command->add_option("--answers", options->set, "lessons, solutions, starters or kit/<slug>")->capture_default_str();
    command->add_option("--schedule", options->schedule,
                        "begin where this one ends: its text, or a file that was saved");
    command->add_option("--moves", options->moves, "make these instead of asking for keys: 1,1,2,u,2,s");
    command->footer(
        "Each step shows what every thread would do next, beside its source line, and what it holds. A wrong value,\n"
        "a deadlock, a crash or a failed assertion is a win: it is run again 100 times, and its schedule is shown.\n\n"
        "Examples:\n  ./hb play count_up --answers kit/shared_counter\n  ./hb play count_up --moves 1,2,2,1\n"
        "  ./hb play program.cpp\n\n"
        "Exit status: 0 the program was broken; 1 it was not; 2 bad arguments, or it could not be run.");
    command->callback([options, &chosen] { chosen = [options] { return run_play(*options); }; });
}

}  // namespace hb::cli
