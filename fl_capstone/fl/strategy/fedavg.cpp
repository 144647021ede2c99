#include "fl/strategy/strategy.hpp"

namespace fl {
namespace {

class FedAvg final : public Strategy {
public:
    std::string name() const override { return "FedAvg"; }

    void step(Gathered const& gathered, std::span<float> global) override {
        for (std::size_t i = 0; i < global.size(); ++i)
            global[i] += gathered.update[i];
    }
};

}  // namespace

std::unique_ptr<Strategy> fedavg() {
    return std::make_unique<FedAvg>();
}

}  // namespace fl
