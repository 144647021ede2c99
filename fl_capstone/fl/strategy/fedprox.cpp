#include <fmt/format.h>

#include <cmath>

#include "fl/strategy/setting.hpp"
#include "fl/strategy/strategy.hpp"

namespace fl {
namespace {

class FedProx final : public Strategy {
public:
    explicit FedProx(double mu) : mu_{static_cast<float>(mu)} {
        require_setting(mu >= 0 && std::isfinite(mu_), "FedProx", "mu", mu, "0 or more");
    }

    std::string name() const override { return "FedProx"; }
    std::string settings() const override { return fmt::format("mu {}", mu_); }

    void correct(Visit const& visit, std::span<float const> parameters, std::span<float> gradient) const override {
        for (std::size_t i = 0; i < gradient.size(); ++i)
            gradient[i] += mu_ * (parameters[i] - visit.global[i]);
    }

    void step(Gathered const& gathered, std::span<float> global) override {
        for (std::size_t i = 0; i < global.size(); ++i)
            global[i] += gathered.update[i];
    }

private:
    float mu_;
};

}  // namespace

std::unique_ptr<Strategy> fedprox(double mu) {
    return std::make_unique<FedProx>(mu);
}

}  // namespace fl
