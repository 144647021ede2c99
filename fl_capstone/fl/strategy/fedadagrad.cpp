#include "fl/strategy/adaptive.hpp"

namespace fl {

std::unique_ptr<Strategy> fedadagrad(Adaptive const& settings) {
    auto const rule = [](float v, float squared, float /*second*/) { return v + squared; };
    return std::make_unique<AdaptiveServer<decltype(rule)>>("FedAdagrad", settings, rule);
}

}  // namespace fl
