#pragma once
/// What people read of a score.

#include "fl/model/model.hpp"

namespace fl_sim {

/// Nats a sample. Not a number if there are no samples.
[[nodiscard]] inline double mean_loss(fl::Score const& score) {
    return score.loss / static_cast<double>(score.samples);
}

/// From 0 to 1. Not a number if there are no samples.
[[nodiscard]] inline double accuracy(fl::Score const& score) {
    return static_cast<double>(score.correct) / static_cast<double>(score.samples);
}

}  // namespace fl_sim
