#pragma once
/// Multinomial logistic regression: one linear layer and a softmax.

#include <memory>

#include "fl/model/model.hpp"

namespace fl {

/// Parameters: weights [class][feature], then biases [class]. For 28 x 28 and 10 classes: 7,850.
[[nodiscard]] std::unique_ptr<Model> logistic_regression(ImageShape shape, std::size_t classes);

}  // namespace fl
