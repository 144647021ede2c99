#include "progress.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "answer_content.hpp"
#include "judge/error.hpp"
#include "judge/whole_file.hpp"
#include "progress_json.hpp"
#include "standing.hpp"

using namespace hb::cli;
using Catch::Matchers::ContainsSubstring;
using hb::grade::Kind;
using hb::grade::Result;

namespace {

/// A folder of the test's own, removed with all that is in it.
class Folder {
public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "progress-test-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;
    [[nodiscard]] std::filesystem::path const& path() const { return path_; }
    [[nodiscard]] std::filesystem::path file() const { return path_ / "progress.json"; }

private:
    std::filesystem::path path_;
};

Progress example() {
    Progress progress{7, {}, {}};
    progress.exercises["01_x/y"] = {
        2, "abc", "2026-01-31T18:05:00+0100", {{Kind::values, {Result::fail, "A value is wrong."}}}};
    progress.predictions.push_back({"01_x", "data race", 0, "2", "3", "2026-01-31T18:04:00+0100"});
    return progress;
}

std::string replaced(std::string text, std::string const& what, std::string const& with) {
    auto const at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), with);
}

hb::grade::Exercise exercise_with(std::map<Kind, int> points) {
    hb::grade::Exercise exercise;
    exercise.points = std::move(points);
    return exercise;
}

}  // namespace

TEST_CASE("a new student has nothing but a seed, which is kept once something is written", "[progress]") {
    Folder const folder;
    CHECK(load_progress(folder.path()).exercises.empty());
    CHECK_FALSE(std::filesystem::exists(folder.file()));
    auto const written = update_progress(folder.path(), [](Progress&) {});
    CHECK(load_progress(folder.path()).seed == written.seed);
}

TEST_CASE("what is written is read again", "[progress]") {
    auto const text = to_text(example());
    CHECK(to_text(progress_from_text(text)) == text);
    CHECK(progress_from_text(text).exercises.at("01_x/y").verdicts.at(Kind::values).result == Result::fail);
}

TEST_CASE("an answer's sentence that is no UTF-8 spoils nothing", "[progress]") {
    auto progress = example();
    progress.exercises.at("01_x/y").verdicts[Kind::values].sentence = "wrong: \xff";
    CHECK_NOTHROW(progress_from_text(to_text(progress)));
}

TEST_CASE("updates at the same time lose nothing of each other's", "[progress]") {
    Folder const folder;
    constexpr int writers = 4;
    constexpr int updates = 25;
    std::vector<std::thread> threads;
    for (int writer = 0; writer < writers; ++writer) {
        threads.emplace_back([&, writer] {
            for (int i = 0; i < updates; ++i) {
                update_progress(folder.path(),
                                [&](Progress& progress) { ++progress.exercises[std::to_string(writer)].hints_shown; });
            }
        });
    }
    for (auto& thread : threads)
        thread.join();
    auto const progress = load_progress(folder.path());
    REQUIRE(progress.exercises.size() == writers);
    for (auto const& [name, record] : progress.exercises)
        CHECK(record.hints_shown == updates);
}

TEST_CASE("a broken file is an error that says where and how to mend it, and stays as it is", "[progress]") {
    struct Case {
        std::string text;
        std::string said;
    };
    auto const whole = to_text(example());
    auto const broken =
        GENERATE_COPY(Case{"", "parse error"}, Case{whole.substr(0, whole.size() / 2), "parse error"},
                      Case{"[]", "schema"}, Case{replaced(whole, "\"seed\": 7", "\"seed\": -7"), "seed"},
                      Case{replaced(whole, "\"hints_shown\": 2", "\"hints_shown\": \"two\""), "01_x/y"},
                      Case{replaced(whole, "\"hints_shown\"", "\"mood\": 1, \"hints_shown\""), "mood"},
                      Case{replaced(whole, "\"fail\"", "\"failed\""), "failed"},
                      Case{replaced(whole, "\"values\"", "\"beauty\""), "beauty"},
                      Case{replaced(whole, "\"chosen\": \"2\"", "\"chosen\": 2"), "prediction 1"},
                      Case{replaced(whole, "\"predictions\": [", "\"predictions\": 3, \"x\": ["), "x"});
    CAPTURE(broken.text);
    Folder const folder;
    hb::write_whole(folder.file(), broken.text);
    try {
        (void)update_progress(folder.path(), [](Progress&) {});
        FAIL("it was accepted");
    } catch (hb::UserError const& error) {
        CHECK_THAT(error.what(), ContainsSubstring(folder.file().string()) && ContainsSubstring(broken.said));
        CHECK_THAT(error.mend(), ContainsSubstring("mv "));
    }
    CHECK(hb::read_whole(folder.file()) == broken.text);
}

TEST_CASE("a file of a newer version is left alone", "[progress]") {
    Folder const folder;
    auto const newer = replaced(to_text(example()), "progress/1", "progress/2");
    hb::write_whole(folder.file(), newer);
    try {
        (void)update_progress(folder.path(), [](Progress&) {});
        FAIL("it was accepted");
    } catch (hb::UserError const& error) {
        CHECK_THAT(error.what(), ContainsSubstring("progress/2"));
        CHECK_THAT(error.mend(), ContainsSubstring("git pull"));
    }
    CHECK(hb::read_whole(folder.file()) == newer);
}

TEST_CASE("a folder that cannot be made is an error that names it", "[progress]") {
    Folder const folder;
    hb::write_whole(folder.path() / "in_the_way", "");
    auto const impossible = folder.path() / "in_the_way" / "state";
    CHECK_THROWS_AS(update_progress(impossible, [](Progress&) {}), hb::UserError);
}

TEST_CASE("a file that cannot be replaced keeps what it held", "[progress]") {
    Folder const folder;
    std::filesystem::create_directories(folder.file() / "not_empty");
    CHECK_THROWS_AS(hb::write_whole(folder.file(), "text"), hb::UserError);
    CHECK(std::filesystem::exists(folder.file() / "not_empty"));
    for (auto const& entry : std::filesystem::directory_iterator{folder.path()})
        CHECK(entry.path().extension() != ".part");
}

TEST_CASE("an exercise is finished when every verdict was asked of this content and none failed", "[progress]") {
    using State = Standing::State;
    auto const exercise = exercise_with({{Kind::builds, 0}, {Kind::values, 4}, {Kind::fast, 2}});
    ExerciseRecord record{0, "abc", "", {}};
    CHECK(standing(exercise, record, "abc").state == State::not_checked);

    record.verdicts = {{Kind::builds, {Result::pass, ""}}, {Kind::values, {Result::pass, ""}}};
    CHECK(standing(exercise, record, "abc").state == State::not_complete);
    CHECK(first_open(standing(exercise, record, "abc"))->kind == Kind::fast);
    CHECK(standing(exercise, record, "abd").state == State::changed);
    CHECK(standing(exercise, record, "abc").points == 4);

    record.verdicts[Kind::fast] = {Result::fail, "Slow."};
    auto const failed = standing(exercise, record, "abc");
    CHECK(failed.state == State::failed);
    CHECK(first_open(failed)->recorded->sentence == "Slow.");
    CHECK(failed.points_at_stake == 6);

    record.verdicts[Kind::fast] = {Result::inconclusive, "Busy."};
    CHECK(standing(exercise, record, "abc").state == State::finished);
    CHECK(standing(exercise, record, "abc").points == 4);
    CHECK(standing(exercise, record, "abc").points_pending == 2);

    record.verdicts[Kind::fast] = {Result::pass, ""};
    CHECK(standing(exercise, record, "abc").points == 6);
}

TEST_CASE("a verdict that the exercise does not have counts for nothing", "[progress]") {
    ExerciseRecord const record{
        0, "abc", "", {{Kind::builds, {Result::pass, ""}}, {Kind::race_free, {Result::fail, ""}}}};
    auto const found = standing(exercise_with({{Kind::builds, 1}}), record, "abc");
    CHECK(found.state == Standing::State::finished);
    CHECK(found.verdicts.size() == 1);
}

TEST_CASE("equal content has equal names, whatever the file is called", "[progress]") {
    Folder const folder;
    hb::write_whole(folder.path() / "a b", "one\n");
    hb::write_whole(folder.path() / "-x", "one\n");
    hb::write_whole(folder.path() / "c", "two\n");
    auto const names =
        content_of({folder.path() / "a b", folder.path() / "missing", folder.path() / "-x", folder.path() / "c"});
    REQUIRE(names.size() == 4);
    CHECK_FALSE(names[0].empty());
    CHECK(names[1].empty());
    CHECK(names[0] == names[2]);
    CHECK(names[0] != names[3]);
}
