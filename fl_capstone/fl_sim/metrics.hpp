#pragma once
/// The rounds' numbers on file, for other programs.

#include <chrono>
#include <filesystem>
#include <fstream>

#include "fl/simulation/simulation.hpp"

namespace fl_sim {

/// A line a round, written when the round is over: CSV with a heading, and JSON, an object a line. What a round without
/// a test does not have is empty in the one and left out in the other. A run that is resumed adds to its files.
class Metrics {
public:
    /// No file where a path is empty. Throws std::system_error if one cannot be opened.
    Metrics(std::filesystem::path const& csv, std::filesystem::path const& json_lines, bool adds);

    void write(fl::RoundReport const& report);

private:
    std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
    std::ofstream csv_;
    std::ofstream json_lines_;
};

}  // namespace fl_sim
