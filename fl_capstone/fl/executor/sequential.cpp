#include "fl/executor/worker.hpp"

namespace fl {
namespace {

class Sequential final : public Executor {
public:
    explicit Sequential(Course const& course) : worker_{course} {}
    std::string name() const override { return "sequential"; }

    Outcome train(Round const& round, std::span<float> sum) override {
        worker_.begin(sum.size());
        for (auto const& participant : round.participants)
            worker_.train(round, participant);
        worker_.sum().read(sum);
        return {in_order(worker_.trained())};
    }

    Score evaluate(std::span<float const> parameters, Dataset const& data) override {
        Score score;
        for (std::size_t from = 0; from < data.size(); from += evaluation_share)
            score += worker_.evaluate(parameters, data, from, std::min(from + evaluation_share, data.size()));
        return score;
    }

private:
    Worker worker_;
};

}  // namespace

std::unique_ptr<Executor> sequential_executor(Course const& course) {
    return std::make_unique<Sequential>(course);
}

}  // namespace fl
