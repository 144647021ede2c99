#include <fmt/format.h>

#include <cmath>

#include "fl/strategy/setting.hpp"
#include "fl/strategy/strategy.hpp"

namespace fl {
namespace {

class FedAvgM final : public Strategy {
public:
    FedAvgM(double momentum, double learning_rate)
        : momentum_{static_cast<float>(momentum)}, learning_rate_{static_cast<float>(learning_rate)} {
        require_setting(momentum >= 0 && momentum < 1, "FedAvgM", "the momentum", momentum, "from 0 to below 1");
        require_setting(learning_rate > 0 && std::isfinite(learning_rate_), "FedAvgM", "the learning rate",
                        learning_rate, "more than 0");
    }

    std::string name() const override { return "FedAvgM"; }
    std::string settings() const override {
        return fmt::format("momentum {}, learning rate {}", momentum_, learning_rate_);
    }

    void begin(std::size_t parameters, std::size_t /*clients*/) override { velocity_.assign(parameters, 0); }

    void step(Gathered const& gathered, std::span<float> global) override {
        for (std::size_t i = 0; i < global.size(); ++i) {
            velocity_[i] = momentum_ * velocity_[i] + gathered.update[i];
            global[i] += learning_rate_ * velocity_[i];
        }
    }

    std::vector<std::span<float>> state() override { return {velocity_}; }

private:
    float momentum_;
    float learning_rate_;
    std::vector<float> velocity_;
};

}  // namespace

std::unique_ptr<Strategy> fedavgm(double momentum, double learning_rate) {
    return std::make_unique<FedAvgM>(momentum, learning_rate);
}

}  // namespace fl
