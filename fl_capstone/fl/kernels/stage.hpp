#pragma once
/// What a learner does one after the other: a layer, or two in one.

#include <cstddef>
#include <memory>
#include <vector>

#include "fl/kernels/kernels.hpp"
#include "fl/model/network.hpp"

namespace fl {

/// One stage's memory for one batch: images innermost, [channel][row][column][image].
struct StageMemory {
    std::size_t batch;
    float* input;
    float* output;                 ///< `input`, if the stage works in place
    float const* output_gradient;  ///< as `input_gradient`, if in place
    float* input_gradient;         ///< nullptr if nobody asks for it
    float const* rows;             ///< the input as [image][feature]; nullptr but for the first stage
};

/// Immutable but for its scratch memory: used by one thread at a time.
class Stage {
public:
    virtual ~Stage() = default;
    [[nodiscard]] virtual ImageShape output() const = 0;
    [[nodiscard]] virtual bool in_place() const { return false; }
    /// Whether it has parameters.
    [[nodiscard]] virtual bool learns() const { return false; }
    /// Whether backward() reads the output that forward() left.
    [[nodiscard]] virtual bool needs_output() const { return false; }
    /// Whether input_gradient may be where the input is.
    [[nodiscard]] virtual bool overwrites_input() const { return false; }

    virtual void forward(StageMemory const& memory, float const* parameters) = 0;
    /// Adds to `gradient` what the batch says of the stage's parameters.
    virtual void backward(StageMemory const& memory, float const* parameters, float* gradient) = 0;
};

/// A stage, and where its parameters begin.
struct PlacedStage {
    std::unique_ptr<Stage> stage;
    std::size_t parameters;
};

/// Throws std::invalid_argument if a layer does not fit what comes to it.
[[nodiscard]] std::vector<PlacedStage> make_stages(Network const& network, Kernels const& kernels,
                                                   std::size_t largest_batch);

}  // namespace fl
