#pragma once
/// Images and parameters for the tests of gradients: noise, which excites every part of a model.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "fl/model/model.hpp"

namespace fl {

struct Images {
    std::vector<float> pixels;
    std::vector<std::uint8_t> labels;

    Images(ImageShape shape, std::size_t classes, std::size_t count, Random& random)
        : pixels(count * shape.size()), labels(count) {
        for (auto& pixel : pixels)
            pixel = random.normal();
        for (auto& label : labels)
            label = static_cast<std::uint8_t>(random.below(static_cast<std::uint32_t>(classes)));
    }

    [[nodiscard]] Batch batch() const { return {pixels, labels}; }
};

inline std::vector<float> initial(Model const& model) {
    std::vector<float> parameters(model.parameters());
    Random random{19, 0, 0, Purpose::model};
    model.initialise(parameters, random);
    return parameters;
}

}  // namespace fl
