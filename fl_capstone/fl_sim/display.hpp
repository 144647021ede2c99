#pragma once
/// What a person sees of a run while it lasts: a table of the rounds with a test, and on a terminal a line that moves.

#include <chrono>
#include <cstdint>

#include "fl/simulation/simulation.hpp"

namespace fl_sim {

/// The table goes to standard output, the moving line to standard error if that is a terminal. Used by one thread.
class Display {
public:
    Display(std::uint32_t rounds);
    ~Display();
    Display(Display const&) = delete;
    Display& operator=(Display const&) = delete;

    void show(fl::RoundReport const& report);

private:
    void move_on(fl::RoundReport const& report);
    void clear_line();

    std::uint32_t rounds_;
    bool on_terminal_;
    std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
    std::uint32_t done_ = 0;  // in this process: a run that was resumed began earlier
    std::size_t clients_ = 0;
    std::size_t samples_ = 0;
    double accuracy_ = 0;  // of the last test; 0 before
};

}  // namespace fl_sim
