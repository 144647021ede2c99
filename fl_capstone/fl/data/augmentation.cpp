#include "fl/data/augmentation.hpp"

#include <algorithm>

namespace fl {
namespace {

/// Where a piece of `size` pixels that begins at `from`, of `padding` + size + padding, has pixels of the image.
struct Overlap {
    std::size_t first;   // in the piece
    std::size_t source;  // in the image
    std::size_t length;

    Overlap(std::size_t from, std::size_t size, std::size_t padding)
        : first{padding > from ? std::min(padding - from, size) : 0},
          source{from > padding ? std::min(from - padding, size) : 0},
          length{size - std::max(first, source)} {}
};

}  // namespace

void augment(Augmentation const& augmentation, ImageShape const& shape, std::span<std::uint8_t const> image,
             Random& random, std::span<std::uint8_t> changed) {
    auto const padding = augmentation.padding;
    auto const places = static_cast<std::uint32_t>(2 * padding + 1);
    bool const flip = augmentation.flip && random.below(2) == 1;
    Overlap const rows{padding > 0 ? random.below(places) : 0, shape.height, padding};
    Overlap const columns{padding > 0 ? random.below(places) : 0, shape.width, padding};
    if (padding > 0) std::ranges::fill(changed, std::uint8_t{0});
    for (std::size_t channel = 0; channel < shape.channels; ++channel) {
        auto const plane = channel * shape.height;
        for (std::size_t row = 0; row < rows.length; ++row) {
            auto const* from = image.data() + (plane + rows.source + row) * shape.width + columns.source;
            auto* const line = changed.data() + (plane + rows.first + row) * shape.width;
            if (flip) {
                auto* const to = line + shape.width - columns.first - columns.length;
                for (std::size_t i = 0; i < columns.length; ++i)
                    to[columns.length - 1 - i] = from[i];
            } else {
                std::copy_n(from, columns.length, line + columns.first);
            }
        }
    }
}

}  // namespace fl
