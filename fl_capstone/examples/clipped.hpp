#pragma once
/// A strategy of one's own, in one file: FedAvg that bounds how far one client can move the federation.

#include <cmath>
#include <string>

#include "fl/strategy/strategy.hpp"

/// Shortens each client's update to a length of at most `longest`.
class Clipped final : public fl::Strategy {
public:
    explicit Clipped(float longest) : longest_{longest} {}

    std::string name() const override { return "clipped"; }
    std::string settings() const override { return std::to_string(longest_); }

    void finish(fl::Visit const& /*visit*/, std::span<float> update, std::span<float> /*sent*/) const override {
        double squares = 0;
        for (auto const value : update)
            squares += static_cast<double>(value) * value;
        auto const length = static_cast<float>(std::sqrt(squares));
        if (!(length > longest_)) return;
        for (auto& value : update)
            value *= longest_ / length;
    }

    void step(fl::Gathered const& gathered, std::span<float> global) override {
        for (std::size_t i = 0; i < global.size(); ++i)
            global[i] += gathered.update[i];
    }

private:
    float longest_;
};
