#include "fl/client/training.hpp"

#include <algorithm>
#include <numeric>

#include "fl/strategy/strategy.hpp"

namespace fl {
namespace {

constexpr std::size_t evaluation_batch = 256;  // images: enough to amortise a call, little enough to stay in the cache

}  // namespace

Trainer::Trainer(Course const& course)
    : course_{course},
      learner_{course.model.learner(std::max(course.local.batch, evaluation_batch))},
      kernels_{*runnable_kernels()[0]},
      gradient_(course.model.parameters()),
      changed_(course.data.shape.size()) {}

Score Trainer::train(Visit const& visit, Strategy const& strategy, std::span<float> update) {
    auto const& client = *visit.participant.client;
    std::ranges::copy(visit.global, update.begin());
    Random random{course_.seed, visit.round, client.id, Purpose::batches};
    Random augmentation{course_.seed, visit.round, client.id, Purpose::augmentation};
    bool const augments = course_.local.augmentation.any();
    Score score;
    for (std::size_t epoch = 0; epoch < course_.local.epochs; ++epoch) {
        order_ = client.samples;
        random.shuffle(std::span{order_});
        for (std::size_t first = 0; first < order_.size(); first += course_.local.batch) {
            auto const samples = std::span{order_}.subspan(first, std::min(course_.local.batch, order_.size() - first));
            auto const batch = load(course_.data, samples, augments ? &augmentation : nullptr);
            score += learner_->gradient(update, batch, gradient_);
            strategy.correct(visit, update, gradient_);
            kernels_.step(update.size(), update.data(), gradient_.data(), course_.local.learning_rate);
        }
    }
    for (std::size_t i = 0; i < update.size(); ++i)
        update[i] -= visit.global[i];
    return score;
}

Score Trainer::evaluate(std::span<float const> parameters, Dataset const& data, std::size_t from, std::size_t to) {
    Score score;
    for (auto first = from; first < to; first += evaluation_batch) {
        order_.resize(std::min(evaluation_batch, to - first));
        std::iota(order_.begin(), order_.end(), static_cast<std::uint32_t>(first));
        score += learner_->evaluate(parameters, load(data, order_, nullptr));
    }
    return score;
}

Batch Trainer::load(Dataset const& data, std::span<std::uint32_t const> samples, Random* augmentation) {
    auto const size = data.shape.size();
    images_.resize(samples.size() * size);
    labels_.resize(samples.size());
    for (std::size_t i = 0; i < samples.size(); ++i) {
        labels_[i] = data.labels[samples[i]];
        if (!data.values.empty()) {
            std::ranges::copy(std::span{data.values}.subspan(samples[i] * size, size),
                              images_.begin() + static_cast<std::ptrdiff_t>(i * size));
            continue;
        }
        auto image = data.image(samples[i]);
        if (augmentation != nullptr) {
            augment(course_.local.augmentation, data.shape, image, *augmentation, changed_);
            image = changed_;
        }
        // 0 ... 255 becomes -1 ... 1: mean 0.5 and standard deviation 0.5 of what PyTorch's ToTensor gives.
        std::ranges::transform(image, images_.begin() + static_cast<std::ptrdiff_t>(i * size),
                               [](std::uint8_t pixel) { return static_cast<float>(pixel) * (2 / 255.0F) - 1; });
    }
    return {images_, labels_};
}

}  // namespace fl
