#pragma once
/// Predictions: what a student says of a program before it runs. A lesson's predictions.cpp registers them.
///
///     PredictionFor const total{"lost update", [](Variant& variant) -> Prediction {
///         int const threads = variant.pick({2, 3, 4});
///         return {.question = ..., .right = ..., .wrong = {...}, .why = ...,
///                 .happens = [threads](Experiment& experiment) { ... }};
///     }};

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "grade/experiment.hpp"

namespace hb::grade {

/// Draws what makes one variant differ from another: a pure function of the seed.
class Variant {
public:
    explicit Variant(std::uint64_t seed) : seed_{seed} {}

    /// A whole number in [low, high].
    [[nodiscard]] std::int64_t between(std::int64_t low, std::int64_t high);

    /// One of these.
    template <class T>
    [[nodiscard]] T pick(std::initializer_list<T> these) {
        return *(these.begin() + between(0, static_cast<std::int64_t>(these.size()) - 1));
    }

    /// Another order of a text's letters or of a list's elements (Fisher and Yates).
    template <class List>
    void shuffle(List& list) {
        for (auto left = list.size(); left > 1; --left) {
            std::swap(list[left - 1], list[static_cast<std::size_t>(between(0, static_cast<std::int64_t>(left) - 1))]);
        }
    }

private:
    std::uint64_t seed_;
    std::uint64_t position_ = 0;
};

/// One question with its choices, all of them different.
struct Prediction {
    std::string question;
    std::string right;  ///< computed, by enumeration or from the variant; not what some run once showed
    std::vector<std::string> wrong;
    std::string why;  ///< why the right one is right, to be read when the program has run
    /// Runs the program and returns the choice that fits what happened.
    std::function<std::string(Experiment&)> happens;
};

using MakePrediction = std::function<Prediction(Variant&)>;

/// Registers the prediction about one of the lesson's concepts, before main. They are asked in this order.
struct PredictionFor {
    PredictionFor(std::string about, MakePrediction make);
};

struct RegisteredPrediction {
    std::string about;  ///< the concept, as lesson.toml names it
    MakePrediction make;
};
[[nodiscard]] std::vector<RegisteredPrediction>& registered_predictions();

/// A prediction as it is asked.
struct Posed {
    std::uint64_t seed = 0;  ///< of the variant
    Prediction prediction;
    std::vector<std::string> choices;  ///< the right one and the wrong ones, shuffled
};

/// What a student with this seed is asked when `asked_before` variants have been asked: not one of those again, as long
/// as there are others. Throws UserError if a prediction has no wrong choice, or two that are equal.
[[nodiscard]] Posed pose(MakePrediction const& make, std::uint64_t student, int asked_before);

}  // namespace hb::grade
