// Images that are changed at each sight.

#include "fl/data/augmentation.hpp"

#include <catch2/catch_all.hpp>

#include <numeric>
#include <vector>

using namespace fl;

namespace {

constexpr ImageShape shape{2, 5, 7};
constexpr std::ptrdiff_t padding = 3;

/// No pixel is black, and all differ.
std::vector<std::uint8_t> numbered() {
    std::vector<std::uint8_t> image(shape.size());
    std::iota(image.begin(), image.end(), std::uint8_t{1});
    return image;
}

/// The piece of the padded image that begins at (top, left), by its definition.
std::vector<std::uint8_t> piece(std::vector<std::uint8_t> const& image, bool flip, std::ptrdiff_t top,
                                std::ptrdiff_t left) {
    constexpr std::ptrdiff_t height = shape.height;
    constexpr std::ptrdiff_t width = shape.width;
    std::vector<std::uint8_t> cut;
    for (std::ptrdiff_t channel = 0; channel < static_cast<std::ptrdiff_t>(shape.channels); ++channel) {
        for (std::ptrdiff_t row = 0; row < height; ++row) {
            for (std::ptrdiff_t column = 0; column < width; ++column) {
                auto const y = row + top - padding;
                auto const x = (flip ? width - 1 - column : column) + left - padding;
                bool const inside = y >= 0 && y < height && x >= 0 && x < width;
                cut.push_back(inside ? image[static_cast<std::size_t>((channel * height + y) * width + x)] : 0);
            }
        }
    }
    return cut;
}

}  // namespace

TEST_CASE("an image is flipped half the time, and cut anywhere from its padded self, equally often") {
    auto const image = numbered();
    Random random{37, 0, 0, Purpose::augmentation};
    std::vector<std::vector<std::uint8_t>> possible;
    for (bool const flip : {false, true})
        for (std::ptrdiff_t top = 0; top <= 2 * padding; ++top)
            for (std::ptrdiff_t left = 0; left <= 2 * padding; ++left)
                possible.push_back(piece(image, flip, top, left));
    std::vector<int> seen(possible.size());
    constexpr int draws = 98 * 100;
    std::vector<std::uint8_t> changed(image.size(), 99);
    for (int i = 0; i < draws; ++i) {
        augment({true, padding}, shape, image, random, changed);
        auto const found = std::ranges::find(possible, changed);
        REQUIRE(found != possible.end());
        ++seen[static_cast<std::size_t>(found - possible.begin())];
    }
    for (auto const count : seen)
        CHECK(std::abs(count - 100) < 50);  // 5 standard deviations
}

TEST_CASE("an image without augmentation is itself") {
    auto const image = numbered();
    Random random{37, 0, 0, Purpose::augmentation};
    std::vector<std::uint8_t> changed(image.size());
    augment({}, shape, image, random, changed);
    CHECK(changed == image);
}
