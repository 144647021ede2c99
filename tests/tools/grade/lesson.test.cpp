#include "grade/lesson.hpp"

#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <filesystem>
#include <fstream>
#include <set>

#include "judge/error.hpp"

using namespace hb::grade;

namespace {

std::string const whole = R"(title = "T"
minutes = 5
[[exercise]]
name = "x"
task = "do it"
fails_because = "values"
points = { values = 3, race-free = 2 }
race-free = { scenario = "s", arguments = { threads = 2, how = "well" } }
)";

/// A lesson of this text, read from a folder of this process's own: tests run side by side.
Lesson read(std::string const& text) {
    auto const root = std::filesystem::path{HB_TEST_TMPDIR} / std::to_string(::getpid());
    std::filesystem::create_directories(root / "lessons" / "99_test");
    std::ofstream{root / "lessons" / "99_test" / "lesson.toml"} << text;
    return load_lesson(root, "99_test");
}

std::string replaced(std::string text, std::string const& what, std::string const& with) {
    return text.replace(text.find(what), what.size(), with);
}

}  // namespace

TEST_CASE("a lesson is read with its exercises, their verdicts and requests", "[lesson]") {
    auto const lesson = read(whole);
    REQUIRE(lesson.exercises.size() == 1);
    auto const& exercise = lesson.exercises.front();
    CHECK(exercise.points.at(Kind::race_free) == 2);
    CHECK(exercise.points.contains(Kind::builds));
    CHECK(exercise.race_scenario == "s");
    auto const runs = race_arguments_of(exercise, 1);
    CHECK(runs.size() == 5);
    CHECK(runs.back() == hb::subject::Values{{"how", "well"}, {"threads", 2}});
    CHECK(find_exercise(lesson, "x") == &exercise);
    CHECK(find_exercise(lesson, "y") == nullptr);
}

TEST_CASE("the runs of race-free take their arguments in turn, and draw those that are ranges", "[lesson]") {
    auto const text = replaced(whole, "{ threads = 2, how = \"well\" }",
                               "[{ threads = { from = 2, to = 9 } }, { threads = 3 }], runs = 400");
    auto const lesson = read(text);
    auto const runs = race_arguments_of(lesson.exercises.front(), 7);
    REQUIRE(runs.size() == 400);
    std::set<std::int64_t> drawn;
    for (std::size_t i = 0; i < runs.size(); i += 2) {
        drawn.insert(std::get<std::int64_t>(*hb::subject::find(runs[i], "threads")));
        CHECK(runs[i + 1] == hb::subject::Values{{"threads", 3}});
    }
    CHECK(drawn == std::set<std::int64_t>{2, 3, 4, 5, 6, 7, 8, 9});
    CHECK(runs == race_arguments_of(lesson.exercises.front(), 7));
    CHECK(runs != race_arguments_of(lesson.exercises.front(), 8));
}

TEST_CASE("an exercise may allow threads that outlive a call", "[lesson]") {
    CHECK_FALSE(read(whole).exercises.front().threads_may_outlive);
    auto const lesson = read(replaced(whole, "points", "threads_may_outlive = true\npoints"));
    CHECK(lesson.exercises.front().threads_may_outlive);
}

TEST_CASE("every-interleaving is asked under sequential consistency, or under weak memory", "[lesson]") {
    auto const explored =
        replaced(replaced(whole, "race-free", "every-interleaving"), "race-free", "every-interleaving");
    CHECK_FALSE(read(explored).exercises.front().weak_memory);
    CHECK_FALSE(read(replaced(explored, "} }", "}, weak = false }")).exercises.front().weak_memory);
    CHECK(read(replaced(explored, "} }", "}, weak = true }")).exercises.front().weak_memory);
}

TEST_CASE("what is wrong in lesson.toml is named with its line and how to mend it", "[lesson]") {
    struct Case {
        std::string text;
        std::string said;
    };
    auto const broken =
        GENERATE(Case{"title = ", "lesson.toml:1"}, Case{replaced(whole, "task", "tusk"), "tusk"},
                 Case{replaced(whole, "title = \"T\"\n", ""), "\"title\" is missing"},
                 Case{replaced(whole, "\"values\"", "\"valuez\""), "valuez"},
                 Case{replaced(whole, "values = 3", "values = -3"), "whole number"},
                 Case{replaced(whole, "points", "threads_may_outlive = 1\npoints"), "neither true nor false"},
                 Case{replaced(whole, "race-free = {", "every-interleaving = { weak = \"yes\","),
                      "\"weak\" is neither true nor false"},
                 Case{replaced(whole, "} }", "}, weak = true }"), "\"weak\" means nothing here"},
                 Case{replaced(whole, "race-free = 2", "fast = 2"), "both"},
                 Case{replaced(whole, "threads = 2", "threads = 2.5"), "threads"},
                 Case{replaced(whole, "threads = 2", "threads = { from = 3, to = 2 }"), "from at most to"},
                 Case{replaced(whole, "threads = 2", "threads = { from = 3, until = 2 }"), "until"},
                 Case{"title = \"T\"\n", "no [[exercise]]"},
                 Case{replaced(whole, "race-free = 2", "every-interleaving = 2"), "both"});
    CAPTURE(broken.text);
    try {
        (void)read(broken.text);
        FAIL("it was accepted");
    } catch (hb::UserError const& error) {
        CAPTURE(error.what());
        CHECK(std::string{error.what()}.find(broken.said) != std::string::npos);
        CHECK(std::string{error.what()}.find("lesson.toml") != std::string::npos);
        CHECK_FALSE(error.mend().empty());
    }
}

TEST_CASE("a missing lesson.toml, and a folder without lessons, are errors with a way out", "[lesson]") {
    CHECK_THROWS_AS(load_lesson("/nowhere", "01_x"), hb::UserError);
    CHECK_THROWS_AS(lesson_names("/nowhere"), hb::UserError);
}

TEST_CASE("every lesson of this checkout can be read", "[lesson]") {
    for (auto const& name : lesson_names(HB_ROOT))
        CHECK_FALSE(load_lesson(HB_ROOT, name).exercises.empty());
}

TEST_CASE("the name of each verdict leads back to it", "[lesson]") {
    for (auto const kind : all_kinds)
        CHECK(kind_named(name_of(kind)) == kind);
    CHECK_THROWS(kind_named("perfect"));
}
