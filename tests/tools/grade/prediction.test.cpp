#include "grade/prediction.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <set>

#include "judge/error.hpp"

using namespace hb::grade;

namespace {

/// A prediction with `variants` different questions.
MakePrediction about_numbers(std::int64_t variants) {
    return [variants](Variant& variant) -> Prediction {
        auto const number = variant.between(1, variants);
        return {"What is " + std::to_string(number) + " + 1?",
                std::to_string(number + 1),
                {std::to_string(number), std::to_string(number - 1)},
                "",
                nullptr};
    };
}

}  // namespace

TEST_CASE("a variant draws the same from the same seed, within its bounds", "[prediction]") {
    Variant first{7};
    Variant again{7};
    std::set<int> picked;
    for (int i = 0; i < 1000; ++i) {
        auto const number = first.between(-2, 2);
        CHECK(number == again.between(-2, 2));
        CHECK((number >= -2 && number <= 2));
        picked.insert(first.pick({3, 5, 8}));
        (void)again.pick({3, 5, 8});
    }
    CHECK(picked == std::set<int>{3, 5, 8});
}

TEST_CASE("shuffling keeps the letters and changes their order", "[prediction]") {
    Variant variant{1};
    std::set<std::string> orders;
    for (int i = 0; i < 200; ++i) {
        std::string text = "ABC";
        variant.shuffle(text);
        orders.insert(text);
    }
    CHECK(orders == std::set<std::string>{"ABC", "ACB", "BAC", "BCA", "CAB", "CBA"});
}

TEST_CASE("a student is asked the same again only when asked for the same variant", "[prediction]") {
    auto const make = about_numbers(1000);
    auto const first = pose(make, 42, 0);
    CHECK(pose(make, 42, 0).prediction.question == first.prediction.question);
    CHECK(pose(make, 42, 0).choices == first.choices);
    CHECK(pose(make, 42, 1).prediction.question != first.prediction.question);
    CHECK(pose(make, 43, 0).prediction.question != first.prediction.question);
}

TEST_CASE("every question is asked before one comes again, and none twice in a row", "[prediction]") {
    auto const make = about_numbers(3);
    std::vector<std::string> asked;
    for (int number = 0; number < 7; ++number)
        asked.push_back(pose(make, 5, number).prediction.question);
    CHECK(std::set<std::string>(asked.begin(), asked.begin() + 3).size() == 3);
    CHECK(std::adjacent_find(asked.begin(), asked.end()) == asked.end());
}

TEST_CASE("a prediction with one question only is asked again all the same", "[prediction]") {
    CHECK(pose(about_numbers(1), 5, 2).prediction.question == "What is 1 + 1?");
}

TEST_CASE("the choices are the right one and the wrong ones, and the right one stands anywhere", "[prediction]") {
    std::set<std::ptrdiff_t> places;
    for (std::uint64_t student = 1; student <= 50; ++student) {
        auto const posed = pose(about_numbers(9), student, 0);
        CHECK(posed.choices.size() == 3);
        auto const right = std::find(posed.choices.begin(), posed.choices.end(), posed.prediction.right);
        REQUIRE(right != posed.choices.end());
        places.insert(right - posed.choices.begin());
    }
    CHECK(places == std::set<std::ptrdiff_t>{0, 1, 2});
}

TEST_CASE("a prediction without a choice, or with two that are equal, is refused", "[prediction]") {
    auto const with_wrong = [](std::vector<std::string> const& wrong) {
        return [wrong](Variant&) -> Prediction { return {"?", "yes", wrong, "", nullptr}; };
    };
    CHECK_NOTHROW(pose(with_wrong({"no"}), 1, 0));
    CHECK_THROWS_AS(pose(with_wrong({}), 1, 0), hb::UserError);
    CHECK_THROWS_AS(pose(with_wrong({"yes"}), 1, 0), hb::UserError);
    CHECK_THROWS_AS(pose(with_wrong({"no", "no"}), 1, 0), hb::UserError);
}

TEST_CASE("a reply without the number that is looked for is an error", "[prediction]") {
    CHECK(integer({{"total", 3}}, "total") == 3);
    CHECK_THROWS_AS(integer({{"total", 3}}, "sum"), hb::UserError);
    CHECK_THROWS_AS(integer({{"total", "3"}}, "total"), hb::UserError);
}
