#include "fl/strategy/strategy.hpp"

namespace fl {
namespace {

/// A client of share p and t steps has weight p / t; the mean of its kind of steps, the sum of all p * t, multiplies
/// the whole.
class FedNova final : public Strategy {
public:
    std::string name() const override { return "FedNova"; }

    double weight(Participant const& participant, LocalTraining const& local) const override {
        return participant.importance / steps(participant, local);
    }

    void step(Gathered const& gathered, std::span<float> global) override {
        double importance = 0;
        double mean_steps = 0;
        double weights = 0;  // before they were made to add up to 1
        for (auto const& participant : gathered.participants) {
            importance += participant.importance;
            mean_steps += participant.importance * steps(participant, gathered.local);
            weights += weight(participant, gathered.local);
        }
        auto const factor = static_cast<float>(mean_steps / importance * (weights / importance));
        for (std::size_t i = 0; i < global.size(); ++i)
            global[i] += factor * gathered.update[i];
    }

private:
    static double steps(Participant const& participant, LocalTraining const& local) {
        return static_cast<double>(steps_of(*participant.client, local));
    }
};

}  // namespace

std::unique_ptr<Strategy> fednova() {
    return std::make_unique<FedNova>();
}

}  // namespace fl
