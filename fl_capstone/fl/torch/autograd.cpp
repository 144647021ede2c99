#include "fl/torch/autograd.hpp"

#include <torch/torch.h>

#include <cstdint>
#include <cstring>
#include <mutex>
#include <utility>

namespace fl {
namespace {

std::int64_t number(std::size_t value) {
    return static_cast<std::int64_t>(value);
}

/// A layer's parameters as tensors that share one flat vector's memory.
struct Leaves {
    torch::Tensor weights;
    torch::Tensor biases;
};

Leaves leaves_of(Layer const& layer, torch::Tensor const& flat, std::int64_t& at) {
    auto const count = parameters_of(layer);
    if (count.sum() == 0) return {};
    auto weights = flat.narrow(0, at, number(count.weights));
    at += number(count.weights);
    auto biases = flat.narrow(0, at, number(count.biases));
    at += number(count.biases);
    if (auto const* convolution = std::get_if<Convolution>(&layer)) {
        auto const side = number(convolution->kernel);
        weights = weights.view({number(convolution->out), number(convolution->in), side, side});
    } else if (auto const* linear = std::get_if<Linear>(&layer)) {
        weights = weights.view({number(linear->out), number(linear->in)});
    }
    return {weights, biases};
}

class AutogradLearner final : public Learner {
public:
    explicit AutogradLearner(Network const& network) : network_{network} {
        auto const count = number(parameters_of(network));
        parameters_ = torch::zeros({count});
        gradient_ = torch::zeros({count});
        std::int64_t at = 0;
        std::int64_t at_gradient = 0;
        for (auto const& layer : network.layers) {
            auto leaves = leaves_of(layer, parameters_, at);
            auto gradients = leaves_of(layer, gradient_, at_gradient);
            for (auto [leaf, slope] :
                 {std::pair{&leaves.weights, &gradients.weights}, std::pair{&leaves.biases, &gradients.biases}}) {
                if (!leaf->defined()) continue;
                *leaf = leaf->detach().requires_grad_(true);
                leaf->mutable_grad() = *slope;  // backward adds into the flat vector
            }
            leaves_.push_back(std::move(leaves));
        }
    }

    Score gradient(std::span<float const> parameters, Batch const& batch, std::span<float> gradient) override {
        on_this_thread_only();
        take(parameters);
        gradient_.zero_();
        auto const scores = forward(batch);
        auto const labels = labels_of(batch);
        auto const loss = torch::nn::functional::cross_entropy(scores, labels);
        loss.backward();
        std::memcpy(gradient.data(), gradient_.data_ptr(), gradient.size_bytes());
        return score_of(loss, scores, labels);
    }

    Score evaluate(std::span<float const> parameters, Batch const& batch) override {
        on_this_thread_only();
        torch::NoGradGuard const no_gradients;
        take(parameters);
        auto const scores = forward(batch);
        auto const labels = labels_of(batch);
        return score_of(torch::nn::functional::cross_entropy(scores, labels), scores, labels);
    }

private:
    /// The engine hands backward to a thread of its own otherwise, one for all workers.
    static void on_this_thread_only() { c10::AutogradState::get_tls_state().set_multithreading_enabled(false); }

    void take(std::span<float const> parameters) {
        std::memcpy(parameters_.data_ptr(), parameters.data(), parameters.size_bytes());
    }

    torch::Tensor forward(Batch const& batch) const {
        auto const& shape = network_.input;
        // from_blob takes what it may write to; nothing here does.
        auto value =
            torch::from_blob(const_cast<float*>(batch.images.data()),
                             {number(batch.size()), number(shape.channels), number(shape.height), number(shape.width)});
        for (std::size_t i = 0; i < network_.layers.size(); ++i) {
            auto const& layer = network_.layers[i];
            if (std::holds_alternative<Convolution>(layer))
                value = torch::conv2d(value, leaves_[i].weights, leaves_[i].biases);
            if (std::holds_alternative<Linear>(layer))
                value = torch::linear(value.flatten(1), leaves_[i].weights, leaves_[i].biases);
            if (std::holds_alternative<Relu>(layer)) value = torch::relu(value);
            if (auto const* pool = std::get_if<MaxPool>(&layer)) value = torch::max_pool2d(value, number(pool->size));
        }
        return value;
    }

    static torch::Tensor labels_of(Batch const& batch) {
        return torch::from_blob(const_cast<std::uint8_t*>(batch.labels.data()), {number(batch.size())}, torch::kUInt8)
            .to(torch::kLong);
    }

    static Score score_of(torch::Tensor const& loss, torch::Tensor const& scores, torch::Tensor const& labels) {
        return {.loss = loss.item<double>() * static_cast<double>(labels.size(0)),
                .correct = static_cast<std::size_t>((scores.argmax(1) == labels).sum().item<std::int64_t>()),
                .samples = static_cast<std::size_t>(labels.size(0))};
    }

    Network network_;
    torch::Tensor parameters_;
    torch::Tensor gradient_;
    std::vector<Leaves> leaves_;  // of each layer
};

class AutogradModel final : public Model {
public:
    explicit AutogradModel(Network network) : network_{std::move(network)} {
        static std::once_flag once;
        std::call_once(once, [] { at::set_num_threads(1); });
    }

    std::string name() const override { return network_.name + ", LibTorch"; }
    std::size_t parameters() const override { return parameters_of(network_); }
    void initialise(std::span<float> parameters, Random& random) const override {
        fl::initialise(network_, parameters, random);
    }
    std::unique_ptr<Learner> learner(std::size_t /*largest_batch*/) const override {
        return std::make_unique<AutogradLearner>(network_);
    }

private:
    Network network_;
};

}  // namespace

std::unique_ptr<Model> autograd_model(Network network) {
    return std::make_unique<AutogradModel>(std::move(network));
}

}  // namespace fl
