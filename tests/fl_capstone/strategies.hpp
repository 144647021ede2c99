#pragma once
/// Every strategy, for tests that hold for all of them.

#include <functional>
#include <memory>
#include <vector>

#include "examples/clipped.hpp"
#include "fl/strategy/strategy.hpp"

inline std::vector<std::function<std::unique_ptr<fl::Strategy>()>> const every_strategy{
    fl::fedavg,
    [] { return fl::fedprox(); },
    [] { return fl::scaffold(); },
    [] { return fl::fedavgm(); },
    [] { return fl::fedadam(); },
    [] { return fl::fedyogi(); },
    [] { return fl::fedadagrad(); },
    fl::fednova,
    [] { return std::make_unique<Clipped>(0.01F); },
};
