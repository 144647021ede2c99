#include "fl/kernels/model.hpp"

#include <algorithm>

#include "fl/kernels/stage.hpp"
#include "fl/memory/slots.hpp"

namespace fl {
namespace {

/// Larger batches go through the network in parts, whose values stay in the cache: images.
constexpr std::size_t largest_part = 64;

class KernelLearner final : public Learner {
public:
    KernelLearner(Network const& network, Kernels const& kernels, std::size_t largest_batch)
        : kernels_{kernels},
          largest_part_{std::min(largest_part, largest_batch)},
          input_{network.input.size()},
          stages_{make_stages(network, kernels, largest_part_)},
          memory_(stages_.size()) {
        auto* values = allocate(input_);
        auto features = input_;
        float* gradient = nullptr;  // by `values`
        bool needed = true;         // `values`, by the stage that gave them
        bool learns = false;        // any stage before
        for (std::size_t i = 0; i < stages_.size(); ++i) {
            auto const* stage = stages_[i].stage.get();
            auto& memory = memory_[i];
            if (learns && gradient == nullptr)
                gradient = stage->overwrites_input() && !needed ? values : allocate(features);
            if (i > 0) memory_[i - 1].output_gradient = gradient;
            memory.input = values;
            memory.input_gradient = gradient;
            features = stage->output().size();
            if (!stage->in_place()) {
                values = allocate(features);
                gradient = nullptr;
            }
            memory.output = values;
            needed = stage->needs_output();
            learns = learns || stage->learns();
        }
        scores_ = values;
        memory_.back().output_gradient = gradient_of_scores_ = gradient != nullptr ? gradient : allocate(features);
        classes_ = features;
    }

    Score gradient(std::span<float const> parameters, Batch const& batch, std::span<float> gradient) override {
        std::ranges::fill(gradient, 0.0F);
        return for_each_part(parameters, batch, [&] {
            for (std::size_t i = stages_.size(); i-- > 0;) {
                auto const at = stages_[i].parameters;
                stages_[i].stage->backward(memory_[i], parameters.data() + at, gradient.data() + at);
            }
        });
    }

    Score evaluate(std::span<float const> parameters, Batch const& batch) override {
        return for_each_part(parameters, batch, [] {});
    }

private:
    float* allocate(std::size_t features) { return slots_.emplace_back(1, features * largest_part_ + slack)[0].data(); }

    template <class Backward>
    Score for_each_part(std::span<float const> parameters, Batch const& batch, Backward backward) {
        Score score{.samples = batch.size()};
        auto parts = (batch.size() + largest_part_ - 1) / largest_part_;
        for (std::size_t first = 0; parts > 0; --parts) {
            auto const size = (batch.size() - first + parts - 1) / parts;
            auto const* images = batch.images.data() + first * input_;
            kernels_.transpose(size, input_, images, memory_.front().input);
            memory_.front().rows = stages_.front().stage->in_place() ? nullptr : images;
            for (std::size_t i = 0; i < stages_.size(); ++i) {
                memory_[i].batch = size;
                stages_[i].stage->forward(memory_[i], parameters.data() + stages_[i].parameters);
            }
            kernels_.softmax(classes_, size, scores_, gradient_of_scores_, batch.labels.data() + first,
                             1 / static_cast<float>(batch.size()), score.loss, score.correct);
            backward();
            first += size;
        }
        return score;
    }

    Kernels const& kernels_;
    std::size_t largest_part_;
    std::size_t input_;
    std::size_t classes_ = 0;
    std::vector<PlacedStage> stages_;
    std::vector<Slots> slots_;
    std::vector<StageMemory> memory_;  // of each stage
    float* scores_ = nullptr;
    float* gradient_of_scores_ = nullptr;
};

class KernelModel final : public Model {
public:
    KernelModel(Network network, Kernels const& kernels) : network_{std::move(network)}, kernels_{kernels} {
        (void)make_stages(network_, kernels_, 1);  // which refuses what does not fit
    }

    std::string name() const override { return network_.name + ", kernels for processor " + kernels_.processor; }
    std::size_t parameters() const override { return parameters_of(network_); }
    void initialise(std::span<float> parameters, Random& random) const override {
        fl::initialise(network_, parameters, random);
    }
    std::unique_ptr<Learner> learner(std::size_t largest_batch) const override {
        return std::make_unique<KernelLearner>(network_, kernels_, largest_batch);
    }

private:
    Network network_;
    Kernels const& kernels_;
};

}  // namespace

bool has_kernels(Network const& network) {
    return std::ranges::all_of(network.layers, [](Layer const& layer) {
        return std::holds_alternative<Convolution>(layer) || std::holds_alternative<MaxPool>(layer) ||
               std::holds_alternative<Relu>(layer) || std::holds_alternative<Linear>(layer);
    });
}

std::unique_ptr<Model> kernel_model(Network network, Kernels const& kernels) {
    return std::make_unique<KernelModel>(std::move(network), kernels);
}

}  // namespace fl
