// Tools that say without end: the compiler of an answer that explodes, a preprocessor that never comes to its end.

#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>

#include "judge/build.hpp"
#include "judge/run_tool.hpp"

using namespace hb::judge;

namespace {

constexpr std::size_t mebibyte = std::size_t{1} << 20U;

/// A build tree with one target, whose compiler is this shell script; gone with the test.
class Tree {
public:
    explicit Tree(std::string const& compiler)
        : tree_{std::filesystem::temp_directory_path() / ("build_test_" + std::to_string(::getpid())) / "tree"} {
        std::filesystem::create_directories(tree_);
        std::ofstream{tree_ / "compiler.sh"} << compiler;
        std::ofstream{tree_ / "build.ninja"} << "rule compile\n  command = sh compiler.sh\nbuild answer: compile\n";
        std::ofstream{tree_ / "CMakeCache.txt"} << "CMAKE_GENERATOR:INTERNAL=Ninja\nCMAKE_MAKE_PROGRAM:FILEPATH=ninja\n"
                                                   "CMAKE_PROJECT_NAME:STATIC=tiny\n";
    }
    Tree(Tree const&) = delete;
    Tree& operator=(Tree const&) = delete;
    ~Tree() { std::filesystem::remove_all(tree_.parent_path()); }

    [[nodiscard]] BuildEvidence build() const { return hb::judge::build(tree_, "answer", "/a/answer.hpp"); }

private:
    std::filesystem::path tree_;
};

}  // namespace

TEST_CASE("a tool that says without end is ended, and the beginning is kept", "[tools]") {
    auto const result = run_tool({"yes", "and again"});
    CHECK(result.status != 0);
    CHECK(result.out.size() == 64 * mebibyte);
    CHECK(result.out.starts_with("and again\nand again\n"));
}

TEST_CASE("what a tool says is whole as long as it is not endless", "[tools]") {
    auto const result = run_tool({"head", "-c", std::to_string(64 * mebibyte), "/dev/zero"});
    CHECK(result.status == 0);
    CHECK(result.out.size() == 64 * mebibyte);
}

TEST_CASE("of endless diagnostics the first errors are kept, in bounded memory", "[tools]") {
    auto const evidence =
        Tree{
            "echo '/a/answer.hpp:7:3: error: the first'\n"
            "yes '/a/answer.hpp:8:3: error: one of many' | head -c 100000000\nexit 1\n"}
            .build();
    CHECK_FALSE(evidence.built);
    REQUIRE_FALSE(evidence.diagnostics.empty());
    CHECK(evidence.diagnostics.front().text == "the first");
    CHECK(evidence.diagnostics.size() <= 200);
    CHECK(evidence.log.size() <= mebibyte);
    CHECK(evidence.log.find("the first") != std::string::npos);
}

TEST_CASE("endless warnings do not hide the error behind them", "[tools]") {
    auto const evidence =
        Tree{
            "yes '/a/answer.hpp:8:3: warning: one of many' | head -c 10000000\n"
            "echo\necho '/a/answer.hpp:9:3: error: the cause'\nexit 1\n"}
            .build();
    REQUIRE_FALSE(evidence.diagnostics.empty());
    CHECK(evidence.diagnostics.front().text == "the cause");
}
