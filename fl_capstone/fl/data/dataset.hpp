#pragma once
/// Images with labels, as they are kept for the whole run: a byte a channel and pixel. Or a table of floats.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace fl {

struct ImageShape {
    std::size_t channels;
    std::size_t height;
    std::size_t width;

    [[nodiscard]] constexpr std::size_t size() const { return channels * height * width; }
    bool operator==(ImageShape const&) const = default;
};

/// Immutable once made: any thread may read.
struct Dataset {
    ImageShape shape;
    std::size_t classes;
    std::vector<std::uint8_t> pixels;  ///< [sample][channel][row][column]
    std::vector<std::uint8_t> labels;  ///< [sample], below `classes`
    std::vector<float> values = {};    ///< in place of pixels, used as they are: a table, [sample][feature]

    [[nodiscard]] std::size_t size() const { return labels.size(); }
    [[nodiscard]] std::span<std::uint8_t const> image(std::size_t sample) const {
        return std::span{pixels}.subspan(sample * shape.size(), shape.size());
    }
};

/// What a federation learns from, and what it is tested on.
struct Split {
    Dataset training;
    Dataset test;
};

}  // namespace fl
