#pragma once
/// What FedAdam, FedYogi and FedAdagrad have in common: algorithm 2 of Reddi et al., ICLR 2021.

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "fl/strategy/setting.hpp"
#include "fl/strategy/strategy.hpp"

namespace fl {

/// `Rule` is how the three differ: float(float v, float squared, float second), the next v of a parameter, where
/// `squared` is the square of its update. No bias correction, as in the paper; v begins as tau^2.
template <class Rule>
class AdaptiveServer final : public Strategy {
public:
    AdaptiveServer(std::string name, Adaptive const& settings, Rule rule)
        : name_{std::move(name)},
          learning_rate_{static_cast<float>(settings.learning_rate)},
          first_{static_cast<float>(settings.first)},
          second_{static_cast<float>(settings.second)},
          tau_{static_cast<float>(settings.tau)},
          rule_{rule} {
        require_setting(learning_rate_ > 0 && std::isfinite(learning_rate_), name_, "the learning rate",
                        settings.learning_rate, "more than 0");
        require_setting(first_ >= 0 && first_ < 1, name_, "beta 1", settings.first, "from 0 to below 1");
        require_setting(second_ >= 0 && second_ < 1, name_, "beta 2", settings.second, "from 0 to below 1");
        require_setting(tau_ > 0 && std::isfinite(tau_), name_, "tau", settings.tau, "more than 0");
    }

    std::string name() const override { return name_; }
    std::string settings() const override {
        return fmt::format("learning rate {}, beta 1 {}, beta 2 {}, tau {}", learning_rate_, first_, second_, tau_);
    }

    void begin(std::size_t parameters, std::size_t /*clients*/) override {
        mean_.assign(parameters, 0);
        square_.assign(parameters, tau_ * tau_);
    }

    void step(Gathered const& gathered, std::span<float> global) override {
        for (std::size_t i = 0; i < global.size(); ++i) {
            auto const update = gathered.update[i];
            mean_[i] = first_ * mean_[i] + (1 - first_) * update;
            square_[i] = rule_(square_[i], update * update, second_);
            global[i] += learning_rate_ * mean_[i] / (std::sqrt(square_[i]) + tau_);
        }
    }

    std::vector<std::span<float>> state() override { return {mean_, square_}; }

private:
    std::string name_;
    float learning_rate_;
    float first_;
    float second_;
    float tau_;
    Rule rule_;
    std::vector<float> mean_;    // the paper's m
    std::vector<float> square_;  // the paper's v
};

}  // namespace fl
