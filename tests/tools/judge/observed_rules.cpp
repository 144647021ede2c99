#include "observed_rules.hpp"

#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>

#include "judge/run_tool.hpp"

namespace hb::test {
namespace {

using judge::RuleSubject;
using std::filesystem::path;

path const root{HB_ROOT};

/// A folder that is gone with the test.
class Folder {
public:
    Folder() : path_{std::filesystem::temp_directory_path() / ("rules_test_" + std::to_string(::getpid()))} {
        std::filesystem::create_directories(path_);
    }
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;
    ~Folder() { std::filesystem::remove_all(path_); }

    [[nodiscard]] path file(std::string const& name, std::string const& text) const {
        std::ofstream{path_ / name} << text;
        return path_ / name;
    }
    [[nodiscard]] path name(std::string const& name) const { return path_ / name; }

private:
    path path_;
};

Folder const& folder() {
    static Folder const folder;
    return folder;
}

path scenarios() {
    return folder().file("object.cpp", R"(#include <cstdint>
#include "subject/scenario.hpp"
static bool yields(std::int64_t seed, long position) { return seed == position; }
#include HB_ANSWER
namespace {
using hb::subject::Arguments;
using hb::subject::Values;
std::int64_t wanted_total(Arguments const& given) {
    return given.integer("wanted") + yields(given.integer("seed"), 1);
}
hb::subject::Scenario const asked{"asked", "what the answer says", {}, [](Arguments const& given) -> Values {
    return {{"total", wanted_total(given)}};
}};
}  // namespace
)");
}

RuleSubject subject(path const& answer, path const& asking, std::string const& object) {
    auto const file = folder().name(object);
    return {answer,
            asking,
            file,
            {HB_TEST_COMPILER, "-std=c++20", "-O1", "-I" + (root / "tools").string(),
             "-DHB_ANSWER=\"" + answer.string() + '"', "-o", file.string(), "-c", asking.string()}};
}

void compile(RuleSubject const& subject) {
    auto const compiler = judge::run_tool(subject.compile);
    INFO(compiler.err);
    REQUIRE(compiler.status == 0);
}

}  // namespace

judge::RulesEvidence observe_text(std::string const& text, judge::RuleBook const& book) {
    // Small, for speed. It only has to have names.
    static auto const asking = folder().file("text.cpp",
                                             "static int yields(int one, int integer) { return one + integer; }\n"
                                             "#include HB_ANSWER\nint asked() { return yields(1, 2); }\n");
    static auto const empty = [] {
        auto made = subject(folder().file("empty.hpp", ""), asking, "empty.o");
        compile(made);
        return made.object;
    }();
    auto observed = subject(folder().file("answer.hpp", text), asking, "answer.o");
    observed.object = empty;
    return observe_rules(observed, book);
}

judge::RulesEvidence observe_object(std::string const& text, judge::RuleBook const& book) {
    auto const observed = subject(folder().file("answer.hpp", text), scenarios(), "answer.o");
    compile(observed);
    return observe_rules(observed, book);
}

std::string told(judge::RulesEvidence const& evidence, bool with_lines) {
    std::string all = evidence.trouble;
    for (auto const& finding : evidence.findings) {
        all += (all.empty() ? "" : "; ") + finding.rule + ':' + finding.text;
        if (with_lines) all += '@' + std::to_string(finding.line);
    }
    return all;
}

void check(std::vector<Case> const& cases) {
    for (auto const& [text, expected] : cases) {
        CAPTURE(text);
        CHECK(told(observe_text(text)) == expected);
    }
}

}  // namespace hb::test
