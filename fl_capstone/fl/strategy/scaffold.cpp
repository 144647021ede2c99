#include <fmt/format.h>

#include <cmath>

#include "fl/strategy/setting.hpp"
#include "fl/strategy/strategy.hpp"

namespace fl {
namespace {

/// The paper's c is `control_`, its c_i what client i keeps: estimates of the gradient of all clients, and of one.
class Scaffold final : public Strategy {
public:
    explicit Scaffold(double learning_rate) : learning_rate_{static_cast<float>(learning_rate)} {
        require_setting(learning_rate > 0 && std::isfinite(learning_rate_), "SCAFFOLD", "the learning rate",
                        learning_rate, "more than 0");
    }

    std::string name() const override { return "SCAFFOLD"; }
    std::string settings() const override { return fmt::format("learning rate {}", learning_rate_); }
    Vectors vectors() const override { return {.sent = 1, .kept = 1}; }

    void begin(std::size_t parameters, std::size_t clients) override {
        control_.assign(parameters, 0);
        clients_ = clients;
    }

    /// Every client counts the same, as in the paper.
    double weight(Participant const& /*participant*/, LocalTraining const& /*local*/) const override { return 1; }

    void correct(Visit const& visit, std::span<float const> /*parameters*/, std::span<float> gradient) const override {
        auto const own = visit.participant.kept;
        for (std::size_t i = 0; i < gradient.size(); ++i)
            gradient[i] += control_[i] - own[i];
    }

    /// Option II: the mean gradient of the steps just taken becomes c_i. Sends by how much that changes it.
    void finish(Visit const& visit, std::span<float> update, std::span<float> sent) const override {
        auto const own = visit.participant.kept;
        auto const steps = static_cast<float>(steps_of(*visit.participant.client, visit.local));
        auto const per_step = 1 / (steps * visit.local.learning_rate);
        for (std::size_t i = 0; i < sent.size(); ++i) {
            sent[i] = -control_[i] - per_step * update[i];
            own[i] += sent[i];
        }
    }

    void step(Gathered const& gathered, std::span<float> global) override {
        auto const share = static_cast<float>(gathered.participants.size()) / static_cast<float>(clients_);
        for (std::size_t i = 0; i < global.size(); ++i) {
            global[i] += learning_rate_ * gathered.update[i];
            control_[i] += share * gathered.sent[i];
        }
    }

    std::vector<std::span<float>> state() override { return {control_}; }

private:
    float learning_rate_;
    std::size_t clients_ = 0;
    std::vector<float> control_;
};

}  // namespace

std::unique_ptr<Strategy> scaffold(double learning_rate) {
    return std::make_unique<Scaffold>(learning_rate);
}

}  // namespace fl
