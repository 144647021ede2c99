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
        std::vector<Score> shares(evaluation_shares(data));
        for (std::size_t number = 0; number < shares.size(); ++number)
            shares[number] = evaluate_share(worker_, parameters, data, number);
        return sum_of(shares);
    }

private:
    Worker worker_;
};

}  // namespace

std::unique_ptr<Executor> sequential_executor(Course const& course) {
    return std::make_unique<Sequential>(course);
}

}  // namespace fl
