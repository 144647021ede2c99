#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <functional>
#include <map>

#include "judge/error.hpp"
#include "scratch_checkout.hpp"
#include "selfcheck/checks.hpp"

using namespace hb;
using grade::Kind;
using grade::Result;
using hb::test::ScratchCheckout;
namespace fs = std::filesystem;

namespace {

constexpr auto lesson = "12_example";
fs::path const readme = "lessons/12_example/README.md";
fs::path const rubric = "lessons/12_example/lesson.toml";
fs::path const kit = "tests/wrong_answers/12_example/kit.toml";
fs::path const starter = "tests/starters/12_example/largest.hpp";
fs::path const solution = "solutions/12_example/largest.hpp";

/// One way in which a whole lesson can be spoilt, and what is said of it.
struct Case {
    std::string what;
    std::function<void(ScratchCheckout const&)> spoil;
    fs::path file;
    std::string said;
};

std::function<void(ScratchCheckout const&)> replacing(fs::path const& file, std::string const& what,
                                                      std::string const& with) {
    return [=](ScratchCheckout const& checkout) { REQUIRE(checkout.replace(file, what, with) > 0); };
}
std::function<void(ScratchCheckout const&)> writing(fs::path const& file, std::string const& text) {
    return [=](ScratchCheckout const& checkout) { checkout.write(file, text); };
}
std::function<void(ScratchCheckout const&)> removing(fs::path const& file) {
    return [=](ScratchCheckout const& checkout) { REQUIRE(fs::remove(checkout.root() / file)); };
}
std::function<void(ScratchCheckout const&)> adding(fs::path const& file, std::string const& text) {
    return [=](ScratchCheckout const& checkout) { checkout.write(file, checkout.read(file) + text); };
}

std::vector<Case> const cases{
    {"a file is missing", removing("tests/lessons/12_example/bench.cpp"), "tests/lessons/12_example/bench.cpp",
     "It is missing."},
    {"a solution is missing", removing(solution), solution, "It is missing."},
    {"a stray file", writing("lessons/12_example/notes.txt", "x"), "lessons/12_example/notes.txt", "Nothing reads"},
    {"an editor's copy", writing("solutions/12_example/largest.hpp~", "x"), "solutions/12_example/largest.hpp~",
     "Nothing reads"},
    {"a header that nobody includes", writing("tests/lessons/12_example/inputs.hpp", "#pragma once\n"),
     "tests/lessons/12_example/inputs.hpp", "Nothing reads"},
    {"a starter that was changed", adding("lessons/12_example/largest.hpp", "// mine\n"),
     "lessons/12_example/largest.hpp", "somebody has worked on it"},
    {"a lesson that the build does not know", writing("tests/CMakeLists.txt", "# hb_add_lesson(12_example)\n"),
     "tests/CMakeLists.txt", "does not know"},
    {"a lesson that the map does not show", writing("README.md", "lessons/12_example/README.md\n"), "README.md",
     "table of lessons"},
    {"a rubric that is no TOML", replacing(rubric, "minutes = 20", "minutes ="), rubric, "value"},
    {"no minutes", replacing(rubric, "minutes = 20\n", ""), rubric, "minutes"},
    {"a prerequisite that does not exist", replacing(rubric, "[\"01_lost_update\"]", "[\"00_nothing\"]"), rubric,
     "00_nothing"},
    {"a demonstration of an answer that does not exist", replacing(rubric, "kit/shared_best", "kit/other"), rubric,
     "kit/other"},
    {"a demonstration of an exercise that does not exist",
     replacing(rubric, "exercise = \"largest\"", "exercise = \"l\""), rubric, "exercise \"l\""},
    {"two hints", replacing(rubric, "    \"Which variable do all threads write to?\",\n", ""), rubric, "has 2 hints"},
    {"an empty hint", replacing(rubric, "\"Which variable do all threads write to?\"", "\"  \""), rubric, "empty"},
    {"a hint with a line of the solution",
     replacing(rubric, "Which variable do all threads write to?", "Try `best = std::max( best, numbers[i] );` here."),
     rubric, "best=std::max(best,numbers[i]);"},
    {"too few wrong answers",
     replacing(kit,
               "[largest.shared_best_6]\ndecisive = \"race-free\"\nverdicts = { race-free = \"fail\" }\n"
               "why = \"All threads write to one variable.\"\n",
               ""),
     kit, "largest has 7 answers"},
    {"an entry without a header", replacing(kit, "[largest.shared_best_6]", "[largest.x]"), kit,
     "x.hpp does not exist"},
    {"a wrong answer without an entry", writing(kit.parent_path() / "largest/more.hpp", "#pragma once\n"),
     kit.parent_path() / "largest/more.hpp", "no entry"},
    {"a wrong answer that is a copy of another but for its comments and blanks",
     [](ScratchCheckout const& checkout) {
         auto const folder = kit.parent_path() / "largest";
         checkout.write(folder / "shared_best_3.hpp",
                        "/* new */  " + checkout.read(folder / "shared_best_2.hpp") + "\n  // more\n");
     },
     kit.parent_path() / "largest/shared_best_3.hpp", "the same code as shared_best_2"},
    {"no right answer", replacing(kit, "race-free = \"pass\"", "race-free = \"fail\""), kit, "is right"},
    {"a why of two sentences", replacing(kit, "at its end.", "at its end. This is right."), kit, "one sentence"},
    {"a why without a full stop", replacing(kit, "at its end.", "at its end"), kit, "one sentence"},
    {"a decisive verdict that is not asked",
     replacing(kit, "verdicts = { race-free = \"fail\" }", "verdicts = { builds = \"pass\" }"), kit, "decisive"},
    {"a verdict that does not exist", replacing(kit, "rules = \"pass\"", "beauty = \"pass\""), kit, "beauty"},
    {"an answer to no exercise",
     adding(kit,
            "\n[other.x]\ndecisive = \"rules\"\nverdicts = { rules = \"fail\" }\n"
            "why = \"It is.\"\n"),
     kit, "no exercise other"},
    {"no title", replacing(readme, "# Lesson 12: Example\n", ""), readme, "no title"},
    {"other minutes", replacing(readme, "20 minutes", "30 minutes"), readme, "lacks"},
    {"no prerequisites", replacing(readme, "Needed before", "After"), readme, "lacks"},
    {"no objectives", replacing(readme, "- say what", "say what"), readme, "lacks"},
    {"no idea", replacing(readme, "## The idea", "## More"), readme, "\"idea\""},
    {"no prediction", replacing(readme, "## Predict before you run", "## More"), readme, "\"predict\""},
    {"no demonstration", replacing(readme, "## The demonstration", "## More"), readme, "\"demonstration\""},
    {"a demonstration without its command", replacing(readme, "./hb run 12_example\n", "./hb\n"), readme, "lacks"},
    {"an exercise that is not named", replacing(readme, "`largest`", "largest"), readme, "lacks"},
    {"nothing about the tools", replacing(readme, "What the tools see", "What they see"), readme, "\"tools\""},
    {"numbers without a table", replacing(readme, "|---|---|\n| name", "\n| name"), readme, "lacks"},
    {"numbers without their command", replacing(readme, "--measure", ""), readme, "lacks"},
    {"numbers without their machine", replacing(readme, "Recorded on", "On"), readme, "lacks"},
    {"no sources", replacing(readme, "- name papers", "name papers"), readme, "lacks"},
    {"a link to nowhere", adding(readme, "\n[x](../nowhere.md)\n"), readme, "no such file"},
    {"a link to a heading that does not exist", adding(readme, "\n[x](../01_lost_update/README.md#x)\n"), readme,
     "no such heading"},
    {"a link out of the checkout", adding(readme, "\n[x](../../../x)\n"), readme, "leaves the checkout"},
    {"a wide line", adding(readme, "\n" + std::string(141, 'x') + "\n"), readme, "141 columns"},
    {"a blank", adding(starter, "// TODO: more\n"), starter, "TODO: more"},
};

std::string shown(selfcheck::Findings const& findings) {
    std::string text;
    for (auto const& finding : findings)
        text += finding.file.string() + ":" + std::to_string(finding.line) + ": " + finding.what + "\n";
    return text;
}

}  // namespace

TEST_CASE("nothing is found in a whole lesson", "[selfcheck]") {
    ScratchCheckout const checkout;
    checkout.add_whole_lesson();
    // Links that lead out, to a heading and to a folder; wide letters; a header that is included: all of it is fine.
    checkout.write(
        readme, checkout.read(readme) +
                    "\n[a](https://example.org/x) [b](#the-idea) [c](..) <https://example.org>\n\n" +
                    [] {
                        std::string wide;
                        for (int i = 0; i < 140; ++i)
                            wide += "ä";
                        return wide;
                    }() +
                    "\n");
    checkout.write("tests/lessons/12_example/inputs.hpp", "#pragma once\n");
    checkout.write("tests/lessons/12_example/bench.cpp",
                   "#include \"inputs.hpp\"\n" + checkout.read("tests/lessons/12_example/bench.cpp"));
    CHECK(shown(selfcheck::check_lesson(checkout.root(), lesson)).empty());
    CHECK(shown(selfcheck::check_documents(checkout.root())).empty());
}

TEST_CASE("each fault of a lesson is found where it is, with what to do", "[selfcheck]") {
    auto const& fault = cases.at(GENERATE(range(std::size_t{0}, cases.size())));
    ScratchCheckout const checkout;
    checkout.add_whole_lesson();
    fault.spoil(checkout);
    auto const findings = selfcheck::check_lesson(checkout.root(), lesson);
    CAPTURE(fault.what, shown(findings));
    auto const found = std::any_of(findings.begin(), findings.end(), [&](selfcheck::Finding const& finding) {
        return finding.file == fault.file && finding.what.find(fault.said) != std::string::npos &&
               !finding.mend.empty();
    });
    CHECK(found);
}

TEST_CASE("a document's link to nowhere is found", "[selfcheck]") {
    ScratchCheckout const checkout;
    checkout.write("docs/page.md", "# Page\n\n[x](page.md#page)\n[y](../README.md#nothing)\n");
    auto const findings = selfcheck::check_documents(checkout.root());
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].file == "docs/page.md");
    CHECK(findings[0].line == 4);
}

TEST_CASE("a changed starter is a note, and everything else a failure", "[selfcheck]") {
    ScratchCheckout const checkout;
    checkout.add_whole_lesson();
    checkout.replace("lessons/12_example/largest.hpp", "Your turn", "My turn");
    auto const findings = selfcheck::check_lesson(checkout.root(), lesson);
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].note);
}

namespace {

/// A judge that gives each answer of the whole lesson what it must get, but for what `changed` says.
selfcheck::Ask verdicts_but(std::map<std::string, std::map<Kind, Result>> const& changed) {
    return [changed](grade::Answer const& answer, std::vector<Kind> const& kinds) {
        bool const wrong = answer.set == "starters" || answer.set.find("shared_best") != std::string::npos;
        std::vector<grade::Verdict> verdicts;
        for (auto const kind : kinds) {
            auto result = wrong && kind == Kind::race_free ? Result::fail : Result::pass;
            if (auto const set = changed.find(answer.set); set != changed.end() && set->second.contains(kind))
                result = set->second.at(kind);
            verdicts.push_back({kind, result, "Because.", {}, {}, 0});
        }
        return verdicts;
    };
}

selfcheck::Findings judged(ScratchCheckout const& checkout, selfcheck::Ask const& ask) {
    return selfcheck::check_verdicts(selfcheck::load_draft(checkout.root(), lesson), ask);
}

}  // namespace

TEST_CASE("every answer of a lesson is held to its verdicts", "[selfcheck]") {
    ScratchCheckout const checkout;
    checkout.add_whole_lesson();
    CHECK(shown(judged(checkout, verdicts_but({}))).empty());

    struct Judged {
        std::string set;
        Kind kind;
        Result result;
        fs::path file;
    };
    auto const [set, kind, result, file] =
        GENERATE(Judged{"starters", Kind::builds, Result::fail, starter},
                 Judged{"starters", Kind::race_free, Result::pass, starter},
                 Judged{"solutions", Kind::race_free, Result::fail, solution},
                 Judged{"solutions", Kind::rules, Result::not_applicable, solution},
                 Judged{"kit/shared_best", Kind::race_free, Result::pass, kit},
                 Judged{"kit/mutex_once_per_thread", Kind::values, Result::fail, kit});
    CAPTURE(set, name_of(kind));
    auto const findings = judged(checkout, verdicts_but({{set, {{kind, result}}}}));
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].file == file);
    CHECK_FALSE(findings[0].note);
    CHECK((findings[0].line > 0) == (file == kit));
}

TEST_CASE("an inconclusive verdict is a note, and a judge that cannot finish a failure", "[selfcheck]") {
    ScratchCheckout const checkout;
    checkout.add_whole_lesson();
    auto const unsure = judged(checkout, verdicts_but({{"solutions", {{Kind::race_free, Result::inconclusive}}}}));
    REQUIRE(unsure.size() == 1);
    CHECK(unsure[0].note);

    auto const silent = judged(checkout, [](auto const&, auto const&) { return std::vector<grade::Verdict>{}; });
    CHECK(silent.size() > 10);
    auto const broken = judged(checkout, [](auto const&, auto const&) -> std::vector<grade::Verdict> {
        throw UserError{"It does not build.", "Mend it."};
    });
    REQUIRE_FALSE(broken.empty());
    CHECK(broken[0].what == "It does not build.");
    CHECK_FALSE(broken[0].note);
}
