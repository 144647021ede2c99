#include "game.hpp"

#include <algorithm>
#include <utility>

#include "judge/error.hpp"

namespace hb::cli {

Game::Game(Explored program, explore::Schedule const& schedule)
    : program_{std::move(program)}, moves_before_{schedule.choices.size()} {
    go_to(schedule);
}

bool Game::choose(int choice) {
    if (std::ranges::find(position_.choices, choice) == position_.choices.end()) return false;
    auto schedule = position_.schedule;
    schedule.choices.push_back(static_cast<std::uint8_t>(choice));
    go_to(schedule);
    return true;
}

bool Game::back() {
    auto schedule = position_.schedule;
    if (schedule.choices.empty()) return false;
    schedule.choices.pop_back();
    go_to(schedule);
    return true;
}

void Game::begin_anew() {
    auto schedule = position_.schedule;
    schedule.choices.resize(std::min(moves_before_, schedule.choices.size()));
    go_to(schedule);
}

std::uint64_t Game::repeat() const {
    auto again = program_.settings;
    again.schedule = position_.schedule;
    again.repeats = repeats_to_be_sure;
    auto const result = explore::explore(program_.program, program_.words, again);
    std::uint64_t same = 0;
    for (auto const& search : result.searches)
        for (auto const& outcome : search.outcomes)
            if (outcome.ending == position_.reached.ending) same += outcome.count;
    return same;
}

void Game::go_to(explore::Schedule const& schedule) {
    auto position = explore::position_after(program_.program, program_.words, program_.settings, schedule);
    if (!position.error.empty()) {
        throw UserError{"The program cannot be played: " + position.error + ".", "See what ./hb explore says of it."};
    }
    if (position.reached.ending == explore::Ending::nondeterministic) {
        throw UserError{"The schedule is none of this program, as it is now.",
                        "Schedules hold for one program and one build of it: begin anew, without --schedule."};
    }
    position_ = std::move(position);
    ended_so_again_ = won() ? repeat() : 0;
}

}  // namespace hb::cli
