#include "fl/strategy/adaptive.hpp"

namespace fl {

std::unique_ptr<Strategy> fedyogi(Adaptive const& settings) {
    // v - (1 - beta_2) * squared * sign(v - squared)
    auto const rule = [](float v, float squared, float second) {
        if (v == squared) return v;
        auto const change = (1 - second) * squared;
        return v > squared ? v - change : v + change;
    };
    return std::make_unique<AdaptiveServer<decltype(rule)>>("FedYogi", settings, rule);
}

}  // namespace fl
