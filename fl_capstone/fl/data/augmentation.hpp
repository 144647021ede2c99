#pragma once
/// Images changed a little at each sight, so that a model does not learn them by heart.

#include <cstdint>
#include <span>

#include "fl/data/dataset.hpp"
#include "fl/random/random.hpp"

namespace fl {

struct Augmentation {
    bool flip = false;        ///< left and right exchanged, with probability 1/2
    std::size_t padding = 0;  ///< black pixels all around, of which a random piece of the image's size is cut

    [[nodiscard]] bool any() const { return flip || padding > 0; }
};

/// Writes one image, [channel][row][column], changed by the next numbers of `random`: as many for every image.
void augment(Augmentation const& augmentation, ImageShape const& shape, std::span<std::uint8_t const> image,
             Random& random, std::span<std::uint8_t> changed);

}  // namespace fl
