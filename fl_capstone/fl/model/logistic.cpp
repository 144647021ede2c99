#include "fl/model/logistic.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace fl {
namespace {

struct Sizes {
    std::size_t features;
    std::size_t classes;

    [[nodiscard]] std::size_t weights() const { return features * classes; }
};

class LogisticLearner final : public Learner {
public:
    LogisticLearner(Sizes sizes, std::size_t largest_batch) : sizes_{sizes}, scores_(largest_batch * sizes.classes) {}

    Score gradient(std::span<float const> parameters, Batch const& batch, std::span<float> gradient) override {
        auto const score = evaluate(parameters, batch);
        std::ranges::fill(gradient, 0.0F);
        auto const share = 1.0F / static_cast<float>(batch.size());
        for (std::size_t sample = 0; sample < batch.size(); ++sample) {
            auto const image = batch.images.subspan(sample * sizes_.features, sizes_.features);
            for (std::size_t label = 0; label < sizes_.classes; ++label) {
                // Softmax with cross-entropy: the derivative is probability - (1 for the right label, else 0).
                auto const error =
                    (scores_[sample * sizes_.classes + label] - (label == batch.labels[sample] ? 1.0F : 0.0F)) * share;
                auto* row = gradient.data() + label * sizes_.features;
                for (std::size_t i = 0; i < sizes_.features; ++i)
                    row[i] += error * image[i];
                gradient[sizes_.weights() + label] += error;
            }
        }
        return score;
    }

    Score evaluate(std::span<float const> parameters, Batch const& batch) override {
        Score score{.samples = batch.size()};
        for (std::size_t sample = 0; sample < batch.size(); ++sample) {
            auto const image = batch.images.subspan(sample * sizes_.features, sizes_.features);
            auto const scores = std::span{scores_}.subspan(sample * sizes_.classes, sizes_.classes);
            for (std::size_t label = 0; label < sizes_.classes; ++label)
                scores[label] = dot(parameters.subspan(label * sizes_.features, sizes_.features), image) +
                                parameters[sizes_.weights() + label];
            auto const right = batch.labels[sample];
            auto const best = std::ranges::max_element(scores);
            score.correct += static_cast<std::size_t>(best - scores.begin()) == right ? 1 : 0;
            auto const largest = *best;  // taken off, so that no exponential overflows
            float sum = 0;
            auto const right_score = scores[right] - largest;
            for (auto& value : scores)
                sum += value = std::exp(value - largest);
            for (auto& value : scores)
                value /= sum;
            score.loss += static_cast<double>(std::log(sum) - right_score);
        }
        return score;
    }

private:
    /// In 16 sums, a fixed order that a vector unit can follow.
    static float dot(std::span<float const> a, std::span<float const> b) {
        constexpr std::size_t lanes = 16;
        std::array<float, lanes> sums{};
        std::size_t i = 0;
        for (; i + lanes <= a.size(); i += lanes) {
            for (std::size_t lane = 0; lane < lanes; ++lane)
                sums[lane] += a[i + lane] * b[i + lane];
        }
        float sum = 0;
        for (; i < a.size(); ++i)
            sum += a[i] * b[i];
        for (auto const lane : sums)
            sum += lane;
        return sum;
    }

    Sizes sizes_;
    std::vector<float> scores_;  // [sample][class]; after evaluate: probabilities
};

class Logistic final : public Model {
public:
    explicit Logistic(Sizes sizes) : sizes_{sizes} {}
    std::string name() const override { return "logistic"; }
    std::size_t parameters() const override { return sizes_.weights() + sizes_.classes; }

    /// Uniform within 1 / sqrt(features), as PyTorch's linear layer begins.
    void initialise(std::span<float> parameters, Random& random) const override {
        auto const bound = 1 / std::sqrt(static_cast<float>(sizes_.features));
        for (auto& parameter : parameters)
            parameter = bound * (2 * random.uniform() - 1);
    }

    std::unique_ptr<Learner> learner(std::size_t largest_batch) const override {
        return std::make_unique<LogisticLearner>(sizes_, largest_batch);
    }

private:
    Sizes sizes_;
};

}  // namespace

std::unique_ptr<Model> logistic_regression(ImageShape shape, std::size_t classes) {
    return std::make_unique<Logistic>(Sizes{shape.size(), classes});
}

}  // namespace fl
