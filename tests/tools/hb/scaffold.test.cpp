#include "scaffold.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <map>
#include <set>

#include "judge/error.hpp"
#include "scratch_checkout.hpp"
#include "selfcheck/checks.hpp"

using namespace hb;
using hb::test::ScratchCheckout;
namespace fs = std::filesystem;

namespace {

/// Every file with its text, and every folder.
std::map<fs::path, std::string> everything(fs::path const& root) {
    std::map<fs::path, std::string> contents;
    for (auto const& entry : fs::recursive_directory_iterator{root})
        contents[entry.path()] = entry.is_directory() ? "folder" : selfcheck::text_of(entry.path());
    return contents;
}

}  // namespace

TEST_CASE("a new lesson has all of its parts, and its line among the lessons", "[scaffold]") {
    ScratchCheckout const checkout;
    checkout.write("tests/CMakeLists.txt", "hb_add_lesson(01_lost_update)\nhb_add_lesson(13_later)\n");
    auto const files = cli::write_lesson(checkout.root(), "12_example", {"largest", "smallest"});
    for (auto const& file : files)
        CHECK(fs::is_regular_file(checkout.root() / file));
    CHECK(checkout.read("tests/CMakeLists.txt") ==
          "hb_add_lesson(01_lost_update)\nhb_add_lesson(12_example)\nhb_add_lesson(13_later)\n");
    CHECK(checkout.read("lessons/12_example/smallest.hpp") == checkout.read("tests/starters/12_example/smallest.hpp"));
    CHECK(grade::load_lesson(checkout.root(), "12_example").exercises.size() == 2);
    for (auto const& file : files)
        CHECK(checkout.read(file).find('@') == std::string::npos);
}

TEST_CASE("what is left to fill in a new lesson is its blanks, its kit and its row in the map of lessons",
          "[scaffold]") {
    ScratchCheckout const checkout;
    auto const files = cli::write_lesson(checkout.root(), "12_example", {"largest"});
    std::size_t blanks = 0;
    for (auto const& file : files) {
        if (file.string().starts_with("tests/starters/")) continue;  // the same as in lessons/: said once
        for (auto const& line : selfcheck::lines_of(checkout.read(file)))
            blanks += line.find("TODO") == std::string::npos ? 0 : 1;
    }
    std::set<std::string> others;
    std::size_t named = 0;
    for (auto const& finding : selfcheck::check_lesson(checkout.root(), "12_example")) {
        bool const blank = finding.what.starts_with("TODO");
        if (blank) CHECK(finding.line > 0);
        named += blank ? 1 : 0;
        if (!blank) others.insert(finding.file.string() + ": " + finding.what);
    }
    CHECK(blanks > 10);
    CHECK(named == blanks);
    CHECK(others == std::set<std::string>{"README.md: The table of lessons does not have this one.",
                                          "tests/wrong_answers/12_example/kit.toml: largest has 2 answers."});
}

TEST_CASE("a lesson is written whole or not at all", "[scaffold]") {
    struct Case {
        std::string lesson;
        std::vector<std::string> exercises;
        fs::path in_the_way;
    };
    auto const [lesson, exercises, in_the_way] = GENERATE(
        Case{"12_example", {"largest"}, "lessons/12_example/mine.txt"},
        Case{"12_example", {"largest"}, "tests/wrong_answers/12_example"},  // a file where a folder is wanted
        Case{"12_example", {"largest"}, "lessons/12_other/lesson.toml"}, Case{"01_example", {"largest"}, ""},
        Case{"example", {"largest"}, ""}, Case{"12_Example", {"largest"}, ""}, Case{"../12_example", {"largest"}, ""},
        Case{"12_example", {"Largest"}, ""}, Case{"12_example", {"a/b"}, ""}, Case{"12_example", {"register"}, ""},
        Case{"12_example", {""}, ""}, Case{"12_example", {"largest", "largest"}, ""},
        Case{"12_example", {"largest"}, "solutions"});  // found only when the folders are put in place
    CAPTURE(lesson, exercises, in_the_way);
    ScratchCheckout const checkout;
    if (!in_the_way.empty()) checkout.write(in_the_way, "title = \"T\"\n");
    auto const before = everything(checkout.root());
    try {
        cli::write_lesson(checkout.root(), lesson, exercises);
        FAIL("it was written");
    } catch (UserError const& error) {
        CAPTURE(error.what());
        CHECK_FALSE(error.mend().empty());
    }
    auto after = everything(checkout.root());
    // Folders that a lesson's folders lie in may stay: they are empty.
    std::erase_if(after, [&](auto const& one) { return one.second == "folder" && fs::is_empty(one.first); });
    auto kept = before;
    std::erase_if(kept, [&](auto const& one) { return one.second == "folder" && fs::is_empty(one.first); });
    CHECK(after == kept);
}

TEST_CASE("without templates, or without the list of lessons, nothing is written", "[scaffold]") {
    ScratchCheckout const checkout;
    auto const missing = GENERATE(as<fs::path>{}, "tools/hb/templates", "tests/CMakeLists.txt");
    fs::remove_all(checkout.root() / missing);
    CHECK_THROWS_AS(cli::write_lesson(checkout.root(), "12_example", {"largest"}), UserError);
    CHECK_FALSE(fs::exists(checkout.root() / "lessons/12_example"));
}
