#include "fl/strategy/adaptive.hpp"

namespace fl {

std::unique_ptr<Strategy> fedadam(Adaptive const& settings) {
    auto const rule = [](float v, float squared, float second) { return second * v + (1 - second) * squared; };
    return std::make_unique<AdaptiveServer<decltype(rule)>>("FedAdam", settings, rule);
}

}  // namespace fl
