#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "explored.hpp"

namespace hb::cli {

/// A program whose threads take their steps when the player says so. Each move runs the program anew from its
/// beginning, so that a move back is one choice less.
class Game {
public:
    /// Begins after the schedule. Throws UserError if the program does not get that far.
    Game(Explored program, explore::Schedule const& schedule);

    [[nodiscard]] explore::Position const& position() const { return position_; }
    [[nodiscard]] bool over() const { return position_.choices.empty(); }

    /// It is over, and a bug of the program showed itself.
    [[nodiscard]] bool won() const { return over() && explore::is_failure(position_.reached.ending); }

    /// The thread, or the value, goes next. False if it is none of the choices.
    bool choose(int choice);

    /// One choice back. False at the beginning.
    bool back();

    void begin_anew();

    static constexpr int repeats_to_be_sure = 100;

    /// When it was won, the schedule was run again so often: how often it ended in the same way.
    [[nodiscard]] std::uint64_t ended_so_again() const { return ended_so_again_; }

private:
    void go_to(explore::Schedule const& schedule);
    [[nodiscard]] std::uint64_t repeat() const;

    Explored program_;
    std::size_t moves_before_ = 0;  ///< choices that were given at the beginning
    explore::Position position_;
    std::uint64_t ended_so_again_ = 0;
};

}  // namespace hb::cli
