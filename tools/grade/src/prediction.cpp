#include "grade/prediction.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "judge/error.hpp"
#include "subject/scenario.hpp"

namespace hb::grade {
namespace {

/// Seeds that are tried for a question that was not asked yet. The smallest sets of variants have about five: the
/// chance to miss one of five is 0.8 to this power.
constexpr int enough_tries = 100;

Posed of_seed(MakePrediction const& make, std::uint64_t seed) {
    Variant variant{seed};
    Posed posed{seed, make(variant), {}};
    auto const& [question, right, wrong, why, happens] = posed.prediction;
    posed.choices = wrong;
    posed.choices.push_back(right);
    auto sorted = posed.choices;
    std::sort(sorted.begin(), sorted.end());
    if (wrong.empty() || std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end()) {
        throw UserError{
            fmt::format("Variant {} of the prediction \"{}\" has no choice, or two that are equal.", seed, question),
            "Mend the lesson's predictions.cpp below tests/lessons."};
    }
    variant.shuffle(posed.choices);
    return posed;
}

bool contains(std::vector<std::string> const& list, std::string const& text) {
    return std::find(list.begin(), list.end(), text) != list.end();
}

}  // namespace

std::int64_t Variant::between(std::int64_t low, std::int64_t high) {
    return low +
           static_cast<std::int64_t>(subject::mixed(seed_, position_++) % static_cast<std::uint64_t>(high - low + 1));
}

PredictionFor::PredictionFor(std::string about, MakePrediction make) {
    registered_predictions().push_back({std::move(about), std::move(make)});
}

std::vector<RegisteredPrediction>& registered_predictions() {
    static std::vector<RegisteredPrediction> all;
    return all;
}

Posed pose(MakePrediction const& make, std::uint64_t student, int asked_before) {
    std::vector<std::string> asked;
    auto seed = student;
    auto const another = [&] {
        auto posed = of_seed(make, seed++);
        for (int tries = 1; tries < enough_tries && contains(asked, posed.prediction.question); ++tries)
            posed = of_seed(make, seed++);
        return posed;
    };
    for (;;) {
        auto posed = another();
        if (contains(asked, posed.prediction.question)) {
            asked.erase(asked.begin(), asked.end() - 1);  // all were asked: they begin again, but for the last one
            posed = another();
        }
        if (asked_before-- <= 0) return posed;
        asked.push_back(posed.prediction.question);
    }
}

}  // namespace hb::grade
