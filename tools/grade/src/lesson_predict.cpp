// `judge.<lesson> predict`: what is predicted in a lesson, for hb; and the tests of a lesson's predictions.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <set>

#include "grade/lesson_test.hpp"
#include "grade/prediction.hpp"
#include "judge/error.hpp"
#include "lesson_session.hpp"

namespace hb::grade {
namespace {

RegisteredPrediction const& registered(std::string const& about) {
    auto const& all = registered_predictions();
    auto const found =
        std::find_if(all.begin(), all.end(), [&](RegisteredPrediction const& one) { return one.about == about; });
    if (found == all.end()) {
        throw UserError{fmt::format("{} predicts nothing about \"{}\".", session().lesson, about),
                        "Without --concept, predict lists what there is."};
    }
    return *found;
}

nlohmann::json what_happens(Posed const& posed) {
    Experiment experiment{session().workspace, session().lesson, posed.seed};
    auto const happened = posed.prediction.happens(experiment);
    return {{"right", posed.prediction.right},
            {"happened", happened},
            {"why", posed.prediction.why},
            {"log", experiment.log()}};
}

}  // namespace

int run_predict(int argc, char** argv) {
    CLI::App app{"Prints, as lines of JSON, the concepts that are predicted, one question, or what really happens."};
    std::string about;
    std::uint64_t student = 0;
    int variant = 0;
    bool happens = false;
    app.add_option("--concept", about, "one of those listed without it");
    app.add_option("--seed", student, "the student's");
    app.add_option("--variant", variant, "how many variants the student was asked before")
        ->check(CLI::NonNegativeNumber);
    app.add_flag("--happens", happens, "run the program; without it, the question and its choices");
    app.add_option("--root", session().workspace.root, "the checkout");
    CLI11_PARSE(app, argc - 1, argv + 1);

    if (about.empty()) {
        for (auto const& one : registered_predictions())
            fmt::print("{}\n", one_line({{"concept", one.about}}));
        return EXIT_SUCCESS;
    }
    auto const posed = pose(registered(about).make, student, variant);
    fmt::print("{}\n", one_line(happens ? what_happens(posed)
                                        : nlohmann::json{{"concept", about},
                                                         {"question", posed.prediction.question},
                                                         {"choices", posed.choices}}));
    return EXIT_SUCCESS;
}

namespace {

// Students' seeds are spread by the variants' hash: consecutive ones are as good as any.
constexpr std::uint64_t many_students = 200;
constexpr std::uint64_t some_students = 5;
constexpr int asked_again = 3;

TEST_CASE("predictions are about concepts of the lesson, each about another", "[.][predictions]") {
    auto const lesson = load_lesson(session().workspace.root, session().lesson);
    std::set<std::string> seen;
    for (auto const& one : registered_predictions()) {
        CAPTURE(one.about);
        CHECK(std::find(lesson.concepts.begin(), lesson.concepts.end(), one.about) != lesson.concepts.end());
        CHECK(seen.insert(one.about).second);
    }
    CHECK_FALSE(seen.empty());
}

TEST_CASE("every student can be asked, and not all are asked the same", "[.][predictions]") {
    for (auto const& one : registered_predictions()) {
        std::set<std::string> questions;
        for (std::uint64_t student = 1; student <= many_students; ++student) {
            for (int variant = 0; variant < asked_again; ++variant) {
                CAPTURE(one.about, student, variant);
                auto const posed = pose(one.make, student, variant);  // throws if two choices are equal
                CHECK_FALSE(posed.prediction.question.empty());
                CHECK_FALSE(posed.prediction.why.empty());
                questions.insert(posed.prediction.question);
            }
        }
        CAPTURE(one.about);
        CHECK(questions.size() > 1);
    }
}

TEST_CASE("what happens is the choice that was computed to be right", "[.][predictions]") {
    for (auto const& one : registered_predictions()) {
        for (std::uint64_t student = 1; student <= some_students; ++student) {
            auto const posed = pose(one.make, student, 0);
            Experiment experiment{session().workspace, session().lesson, posed.seed};
            CAPTURE(one.about, student, posed.prediction.question);
            CHECK(posed.prediction.happens(experiment) == posed.prediction.right);
        }
    }
}

}  // namespace
}  // namespace hb::grade
