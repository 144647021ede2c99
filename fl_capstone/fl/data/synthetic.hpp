#pragma once
/// Images that nobody needs to download: seeded, of the shapes of well-known sets, learnable, and not by a linear model
/// alone.

#include <cstdint>

#include "fl/data/dataset.hpp"

namespace fl {

struct SyntheticSettings {
    ImageShape shape{1, 28, 28};
    std::size_t classes = 10;
    std::size_t training = 60'000;
    std::size_t test = 10'000;
    std::uint64_t seed = 42;
};

/// Every class has a small pattern of its own, which lies somewhere in the image, faint or strong, under noise. What a
/// single pixel says of the class is little, for the patterns move: a model that looks for them anywhere has the
/// advantage. Throws std::invalid_argument if the shape has no room for one, or there are no classes or more than 256.
[[nodiscard]] Split synthetic(SyntheticSettings const& settings);

}  // namespace fl
