#include <fmt/format.h>
#include <poll.h>

#include <iostream>
#include <sstream>

#include "commands.hpp"
#include "context.hpp"
#include "explored.hpp"
#include "judge/error.hpp"
#include "judge/interrupt.hpp"
#include "play/board.hpp"
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

constexpr char const* keys_line = "0-9 that thread goes next   u one step back   r from the beginning   q quit";
constexpr char end_of_input = '\x04';  // Ctrl-D

/// "1,1,2,u,r"; throws UserError at the first move that cannot be made.
void make_moves(Game& game, std::string const& moves) {
    std::istringstream words{moves};
    int number = 0;
    for (std::string move; std::getline(words, move, ',');) {
        ++number;
        auto const wrong = [&](std::string const& why) {
            throw UserError{fmt::format("Move {} (\"{}\") {}.", number, move, why),
                            "Moves are numbers of threads, u (back) and r (from the beginning): 1,1,2,u,2"};
        };
        if (move == "u") {
            if (!game.back()) wrong("goes back before the beginning");
        } else if (move == "r") {
            game.begin_anew();
        } else if (move.empty() || move.size() > 2 || move.find_first_not_of("0123456789") != move.npos) {
            wrong("is none");
        } else if (!game.choose(std::stoi(move))) {
            wrong(game.over() ? "comes after the end" : "is not possible there");
        }
    }
}

void show(Game const& game, std::string const& remark) {
    constexpr char const* clear_screen = "\x1b[2J\x1b[3J\x1b[H";
    fmt::print("{}{}\n{}{}\n", clear_screen, board(game), remark, dim(keys_line));
    std::cout.flush();
}

/// False: the player has had enough.
bool press(Game& game, char key, std::string& remark) {
    remark.clear();
    if (key == 'q' || key == end_of_input) return false;
    if (key == 'u' && !game.back()) remark = "This is the beginning.\n";
    if (key == 'r') game.begin_anew();
    if (key >= '0' && key <= '9' && !game.choose(key - '0')) {
        remark = fmt::format("{} cannot go next.\n", game.position().of_threads ? fmt::format("Thread {}", key) : "It");
    }
    return true;
}

void play_at_terminal(Game& game) {
    Keys keys;
    if (keys.descriptor() < 0) {
        throw UserError{"Playing needs a terminal.", "Or name the moves: ./hb play count_up --moves 1,2,2,1"};
    }
    std::string remark;
    for (show(game, remark);;) {
        pollfd pressed{keys.descriptor(), POLLIN, 0};
        ::poll(&pressed, 1, -1);
        judge::throw_if_interrupted();
        auto const key = keys.next();
        if (!key) continue;
        if (!press(game, *key, remark)) return;
        show(game, remark);
    }
}

int run_play(PlayOptions const& options) {
    auto explored = prepare_explored(options.what, options.words, options.set);
    explore::Schedule schedule;
    if (options.schedule.empty()) {
        show_progress("looking for data races ...");
        schedule = explore::schedule_to_begin_with(explored.program, explored.words, explored.settings);
        show_progress("");
    } else {
        schedule = schedule_or_throw(options.schedule);
    }
    Game game{std::move(explored), schedule};
    if (options.moves.empty()) {
        play_at_terminal(game);
    } else {
        make_moves(game, options.moves);
        fmt::print("{}", board(game));
    }
    return game.won() ? all_well : some_verdict_failed;
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
                        "begin where this one ends: one that was saved, or a friend's");
    command->add_option("--moves", options->moves, "make these instead of asking for keys: 1,1,2,u,2");
    command->footer(
        "Each step shows what every thread would do next, beside its source line, and what it holds. A wrong value,\n"
        "a deadlock, a crash or a failed assertion is a win: it is run again 100 times, and its schedule is shown.\n\n"
        "Examples:\n  ./hb play count_up --answers kit/shared_counter\n  ./hb play count_up --moves 1,2,2,1\n"
        "  ./hb play program.cpp\n\n"
        "Exit status: 0 the program was broken; 1 it was not; 2 bad arguments, or it could not be run.");
    command->callback([options, &chosen] { chosen = [options] { return run_play(*options); }; });
}

}  // namespace hb::cli
