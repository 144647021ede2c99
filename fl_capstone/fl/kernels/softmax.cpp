// Softmax and cross-entropy: the losses, and their derivatives by the scores.

#include "fl/kernels/table.hpp"

namespace fl::FL_PROCESSOR {

void softmax(std::size_t classes, std::size_t batch, float const* scores, float* gradient, std::uint8_t const* labels,
             float share, double& loss, std::size_t& correct) {
    for (std::size_t image = 0; image < batch; ++image) {
        auto const* const score = scores + image;
        auto* const slope = gradient + image;
        std::size_t best = 0;
        for (std::size_t label = 1; label < classes; ++label)
            if (score[label * batch] > score[best * batch]) best = label;
        auto const largest = score[best * batch];  // taken off, so that no exponential overflows
        float sum = 0;
        for (std::size_t label = 0; label < classes; ++label)
            sum += slope[label * batch] = __builtin_expf(score[label * batch] - largest);
        auto const scale = share / sum;
        for (std::size_t label = 0; label < classes; ++label)
            slope[label * batch] *= scale;  // a probability
        auto const right = labels[image];
        slope[right * batch] -= share;
        loss += static_cast<double>(__builtin_logf(sum) - (score[right * batch] - largest));
        correct += best == right ? 1 : 0;
    }
}

}  // namespace fl::FL_PROCESSOR
