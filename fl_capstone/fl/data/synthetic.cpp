#include "fl/data/synthetic.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "fl/random/random.hpp"

namespace fl {
namespace {

constexpr std::size_t side = 9;    // pixels: a pattern is larger than a filter, smaller than the image
constexpr std::size_t travel = 3;  // pixels from the middle at most, so that classes blur for a linear model
constexpr float contrast = 70;     // of a pattern, in grey levels of 256
constexpr float noise = 45;        // standard deviation of a pixel, in grey levels
constexpr float middle = 128;      // grey
constexpr std::uint32_t pattern_of = 1U << 27U;  // `round` of the patterns' random numbers: no sample has it

using Pattern = std::vector<float>;  // [channel][row][column], each in -1 ... 1

/// About normal, standard deviation 1: the sum of four bytes (Irwin and Hall), for a tenth of what a logarithm costs.
float noise_of(std::uint32_t bits) {
    constexpr float mean = 4 * 255 / 2.0F;
    constexpr float deviation = 147.8F;  // sqrt(4 * (256^2 - 1) / 12)
    auto const sum = (bits & 255U) + (bits >> 8U & 255U) + (bits >> 16U & 255U) + (bits >> 24U);
    return (static_cast<float>(sum) - mean) / deviation;
}

/// Smooth, so that a shift by one pixel leaves it like itself.
Pattern make_pattern(SyntheticSettings const& settings, std::size_t label) {
    Random random{settings.seed, pattern_of, static_cast<std::uint32_t>(label), Purpose::data};
    Pattern pattern(settings.shape.channels * side * side);
    constexpr int waves = 3;
    for (std::size_t channel = 0; channel < settings.shape.channels; ++channel) {
        for (int wave = 0; wave < waves; ++wave) {
            auto const along_x = 1.4F * random.uniform() - 0.7F;
            auto const along_y = 1.4F * random.uniform() - 0.7F;
            auto const phase = 6.28F * random.uniform();
            for (std::size_t y = 0; y < side; ++y) {
                for (std::size_t x = 0; x < side; ++x) {
                    pattern[(channel * side + y) * side + x] +=
                        std::cos(along_x * static_cast<float>(x) + along_y * static_cast<float>(y) + phase) / waves;
                }
            }
        }
    }
    return pattern;
}

void draw(SyntheticSettings const& settings, std::vector<Pattern> const& patterns, std::uint32_t part, Dataset& set) {
    auto const [channels, height, width] = settings.shape;
    for (std::size_t sample = 0; sample < set.size(); ++sample) {
        Random random{settings.seed, part, static_cast<std::uint32_t>(sample), Purpose::data};
        auto const label = random.below(static_cast<std::uint32_t>(settings.classes));
        set.labels[sample] = static_cast<std::uint8_t>(label);
        auto const strength = contrast * (0.5F + random.uniform());
        auto const top = (height - side) / 2 - travel + random.below(2 * travel + 1);
        auto const left = (width - side) / 2 - travel + random.below(2 * travel + 1);
        auto* pixel = set.pixels.data() + sample * settings.shape.size();
        for (std::size_t channel = 0; channel < channels; ++channel) {
            for (std::size_t y = 0; y < height; ++y) {
                for (std::size_t x = 0; x < width; ++x) {
                    auto value = middle + noise * noise_of(random.bits());
                    if (y - top < side && x - left < side)  // unsigned: also not above, not left of it
                        value += strength * patterns[label][(channel * side + y - top) * side + x - left];
                    *pixel++ = static_cast<std::uint8_t>(std::clamp(value, 0.0F, 255.0F));
                }
            }
        }
    }
}

Dataset empty(SyntheticSettings const& settings, std::size_t samples) {
    return {settings.shape, settings.classes, std::vector<std::uint8_t>(samples * settings.shape.size()),
            std::vector<std::uint8_t>(samples)};
}

}  // namespace

Split synthetic(SyntheticSettings const& settings) {
    auto const smallest = side + 2 * travel;
    if (settings.shape.height < smallest || settings.shape.width < smallest || settings.shape.channels == 0)
        throw std::invalid_argument{"a synthetic image needs at least 15 x 15 pixels and one channel"};
    if (settings.classes == 0 || settings.classes > 256)
        throw std::invalid_argument{"a synthetic set needs 1 to 256 classes"};
    std::vector<Pattern> patterns;
    for (std::size_t label = 0; label < settings.classes; ++label)
        patterns.push_back(make_pattern(settings, label));
    Split split{empty(settings, settings.training), empty(settings, settings.test)};
    draw(settings, patterns, 0, split.training);
    draw(settings, patterns, 1, split.test);
    return split;
}

}  // namespace fl
