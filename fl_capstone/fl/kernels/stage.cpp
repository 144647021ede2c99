#include "fl/kernels/stage.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "fl/memory/slots.hpp"

namespace fl {
namespace {

/// Aligned floats, zero at first, with the slack that kernels may read.
class Memory {
public:
    explicit Memory(std::size_t floats) : slots_{1, floats + slack} {}
    [[nodiscard]] float* data() { return slots_[0].data(); }

private:
    Slots slots_;
};

class ConvolutionStage final : public Stage {
public:
    ConvolutionStage(Kernels const& kernels, Convolution const& layer, ImageShape input, std::size_t largest_batch)
        : kernels_{kernels},
          size_{layer.in, layer.out, layer.kernel, input.height, input.width, largest_batch},
          scratch_{kernels.convolution_scratch(size_)} {}

    ImageShape output() const override {
        return {size_.out, size_.height - size_.kernel + 1, size_.width - size_.kernel + 1};
    }
    bool learns() const override { return true; }

    void forward(StageMemory const& memory, float const* parameters) override {
        size_.batch = memory.batch;
        kernels_.convolution(size_, memory.input, parameters, parameters + weights(), memory.output, scratch_.data());
    }

    void backward(StageMemory const& memory, float const* parameters, float* gradient) override {
        size_.batch = memory.batch;
        kernels_.convolution_weight_gradient(size_, memory.input, memory.output_gradient, gradient,
                                             gradient + weights(), scratch_.data());
        if (memory.input_gradient == nullptr) return;
        kernels_.convolution_input_gradient(size_, memory.output_gradient, parameters, memory.input_gradient,
                                            scratch_.data());
    }

private:
    [[nodiscard]] std::size_t weights() const { return size_.out * size_.in * size_.kernel * size_.kernel; }

    Kernels const& kernels_;
    ConvolutionSize size_;
    Memory scratch_;
};

class PoolStage final : public Stage {
public:
    PoolStage(Kernels const& kernels, MaxPool const& layer, bool relu, ImageShape input)
        : kernels_{kernels}, size_{input.channels, input.height, input.width, layer.size, 0, relu} {}

    ImageShape output() const override { return {size_.channels, size_.height / size_.size, size_.width / size_.size}; }
    bool needs_output() const override { return true; }
    bool overwrites_input() const override { return true; }

    void forward(StageMemory const& memory, float const* /*parameters*/) override {
        size_.batch = memory.batch;
        kernels_.max_pool(size_, memory.input, memory.output);
    }

    void backward(StageMemory const& memory, float const* /*parameters*/, float* /*gradient*/) override {
        if (memory.input_gradient == nullptr) return;
        size_.batch = memory.batch;
        kernels_.max_pool_backward(size_, memory.input, memory.output, memory.output_gradient, memory.input_gradient);
    }

private:
    Kernels const& kernels_;
    PoolSize size_;
};

class ReluStage final : public Stage {
public:
    ReluStage(Kernels const& kernels, ImageShape shape) : kernels_{kernels}, shape_{shape} {}
    ImageShape output() const override { return shape_; }
    bool in_place() const override { return true; }
    bool needs_output() const override { return true; }

    void forward(StageMemory const& memory, float const* /*parameters*/) override {
        kernels_.relu(shape_.size() * memory.batch, memory.output);
    }

    void backward(StageMemory const& memory, float const* /*parameters*/, float* /*gradient*/) override {
        if (memory.input_gradient == nullptr) return;
        kernels_.relu_backward(shape_.size() * memory.batch, memory.output, memory.input_gradient);
    }

private:
    Kernels const& kernels_;
    ImageShape shape_;
};

class LinearStage final : public Stage {
public:
    LinearStage(Kernels const& kernels, Linear const& layer, std::size_t largest_batch)
        : kernels_{kernels}, layer_{layer}, rows_{layer.in * largest_batch} {}

    ImageShape output() const override { return {layer_.out, 1, 1}; }
    bool learns() const override { return true; }

    void forward(StageMemory const& memory, float const* parameters) override {
        kernels_.linear({layer_.in, layer_.out, memory.batch}, memory.input, parameters,
                        parameters + layer_.in * layer_.out, memory.output);
    }

    void backward(StageMemory const& memory, float const* parameters, float* gradient) override {
        LinearSize const size{layer_.in, layer_.out, memory.batch};
        auto const* rows = memory.rows;
        if (rows == nullptr) {
            kernels_.transpose(layer_.in, memory.batch, memory.input, rows_.data());
            rows = rows_.data();
        }
        kernels_.linear_weight_gradient(size, rows, memory.output_gradient, gradient,
                                        gradient + layer_.in * layer_.out);
        if (memory.input_gradient == nullptr) return;
        kernels_.linear_input_gradient(size, memory.output_gradient, parameters, memory.input_gradient);
    }

private:
    Kernels const& kernels_;
    Linear layer_;
    Memory rows_;
};

[[noreturn]] void refuse(Network const& network, std::size_t layer, std::string const& why) {
    throw std::invalid_argument{fmt::format("layer {} of the network {}: {}", layer + 1, network.name, why)};
}

}  // namespace

std::vector<PlacedStage> make_stages(Network const& network, Kernels const& kernels, std::size_t largest_batch) {
    std::vector<PlacedStage> stages;
    auto shape = network.input;
    std::size_t parameters = 0;
    auto const add = [&](std::unique_ptr<Stage> stage, Layer const& layer) {
        shape = stage->output();
        stages.push_back({std::move(stage), parameters});
        parameters += parameters_of(layer).sum();
    };
    auto const& layers = network.layers;
    for (std::size_t i = 0; i < layers.size(); ++i) {
        if (auto const* convolution = std::get_if<Convolution>(&layers[i])) {
            if (convolution->in != shape.channels)
                refuse(network, i,
                       fmt::format("a convolution of {} channels gets {}", convolution->in, shape.channels));
            if (convolution->kernel == 0 || convolution->kernel > std::min(shape.height, shape.width))
                refuse(network, i,
                       fmt::format("a filter's side is {}, the image's {} x {}", convolution->kernel, shape.height,
                                   shape.width));
            add(std::make_unique<ConvolutionStage>(kernels, *convolution, shape, largest_batch), layers[i]);
        } else if (auto const* linear = std::get_if<Linear>(&layers[i])) {
            if (linear->in != shape.size())
                refuse(network, i, fmt::format("a linear layer of {} inputs gets {}", linear->in, shape.size()));
            add(std::make_unique<LinearStage>(kernels, *linear, largest_batch), layers[i]);
        } else {
            // A relu beside a pool becomes a part of it.
            auto const* pool = std::get_if<MaxPool>(&layers[i]);
            bool relu = pool == nullptr;
            if (i + 1 < layers.size()) {
                if (pool != nullptr && std::holds_alternative<Relu>(layers[i + 1])) {
                    relu = true;
                    ++i;
                } else if (pool == nullptr && std::holds_alternative<MaxPool>(layers[i + 1])) {
                    pool = std::get_if<MaxPool>(&layers[++i]);
                }
            }
            if (pool == nullptr) {
                add(std::make_unique<ReluStage>(kernels, shape), layers[i]);
                continue;
            }
            if (pool->size == 0 || pool->size > std::min(shape.height, shape.width))
                refuse(network, i,
                       fmt::format("a pool's side is {}, the image's {} x {}", pool->size, shape.height, shape.width));
            add(std::make_unique<PoolStage>(kernels, *pool, relu, shape), layers[i]);
        }
    }
    if (stages.empty()) throw std::invalid_argument{fmt::format("the network {} has no layers", network.name)};
    return stages;
}

}  // namespace fl
