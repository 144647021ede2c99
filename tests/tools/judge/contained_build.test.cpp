#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>

#include "judge/build.hpp"
#include "protections.hpp"

using namespace hb::judge;
using std::chrono::seconds;
namespace fs = std::filesystem;

namespace {

/// A configured tree with one target, whose command builds bomb.cpp or does what the test says. Gone with its object.
class Tree {
public:
    Tree(std::string const& source, std::string const& command = HB_TEST_COMPILER " -c ../bomb.cpp -o bomb.o") {
        fs::create_directories(folder_ / "build");
        std::ofstream{folder_ / "bomb.cpp"} << source;
        std::ofstream{folder_ / "CMakeLists.txt"}
            << "cmake_minimum_required(VERSION 3.25)\nproject(bombs LANGUAGES NONE)\n"
            << "add_custom_target(bomb COMMAND " << command << " VERBATIM)\n";
        auto const configured =
            run_tool({"cmake", "-G", "Ninja", "-S", folder_.string(), "-B", (folder_ / "build").string()});
        INFO(configured.err);
        REQUIRE(configured.status == 0);
    }
    ~Tree() { fs::remove_all(folder_); }
    Tree(Tree const&) = delete;
    Tree& operator=(Tree const&) = delete;

    [[nodiscard]] fs::path const& folder() const { return folder_; }
    [[nodiscard]] BuildEvidence build(ToolLimits const& limits = {}) const {
        return hb::judge::build(folder_ / "build", "bomb", folder_ / "bomb.cpp", limits);
    }

private:
    fs::path folder_ = fs::path{HB_TEST_TMPDIR} / ("tree-" + std::to_string(::getpid()));
};

/// 2 to the 40th instantiations.
constexpr char const* template_bomb = R"(
template <int depth, unsigned long path> struct Bomb {
    static constexpr long value = Bomb<depth - 1, 2 * path>::value + Bomb<depth - 1, 2 * path + 1>::value;
};
template <unsigned long path> struct Bomb<0, path> { static constexpr long value = 1; };
long boom = Bomb<40, 1>::value;
)";

}  // namespace

TEST_CASE("a source that is all right is built under every protection", "[containment][build]") {
    auto const protection = GENERATE(from_range(protections(true)));
    Under const under{protection};
    Tree const tree{"#include <vector>\nstd::vector<int> fine{1, 2, 3};\n"};
    auto const evidence = tree.build();
    CAPTURE(protection, evidence.log);
    CHECK(evidence.built);
    CHECK(evidence.stopped.empty());
    CHECK(fs::exists(tree.folder() / "build" / "bomb.o"));
}

TEST_CASE("a source that makes the compiler explode is stopped under every protection, and the reason is said",
          "[containment][build]") {
    auto const protection = GENERATE(from_range(protections(true)));
    Under const under{protection};
    struct Case {
        std::string source;
        ToolLimits limits;
        std::string why;
    };
    auto const expected =
        GENERATE(Case{template_bomb, {.cpu = seconds{2}}, "The compiler was stopped after 2 s of processor time."},
                 Case{template_bomb,
                      {.memory_bytes = std::uint64_t{200} << 20U},
                      "The compiler was stopped when it used more than 200 MiB of memory."},
                 Case{"char large[200 << 20] = {1};\n",
                      {.file_bytes = std::uint64_t{64} << 20U},
                      "The compiler was stopped when it wrote a file of more than 64 MiB."},
                 Case{"#include \"pipe\"\n",
                      {.idle = seconds{2}},
                      "The compiler was stopped after it had waited 2 s for something that did not come."});
    CAPTURE(protection, expected.why);
    Tree const tree{expected.source};
    REQUIRE(::mkfifo((tree.folder() / "pipe").c_str(), 0600) == 0);
    auto const evidence = tree.build(expected.limits);
    CAPTURE(evidence.log);
    CHECK_FALSE(evidence.built);
    CHECK(evidence.stopped == expected.why);
    CHECK(children() == 0);
}

TEST_CASE("a tool that prints without end is stopped", "[containment][build]") {
    auto const protection = GENERATE(from_range(protections(true)));
    Under const under{protection};
    auto const result = run_contained({"yes"}, {}, {.output_bytes = std::uint64_t{1} << 20U});
    CHECK(result.stopped == "after 1 MiB of messages");
    CHECK(children() == 0);
}

TEST_CASE("an answer behind links through private folders is found under every protection", "[containment][build]") {
    auto const protection = GENERATE(from_range(protections(true)));
    Under const under{protection};
    CAPTURE(protection);
    auto const name = "happens-before-linked-" + std::to_string(::getpid());
    Tree const tree{"int fine;\n"};
    auto const answer = tree.folder() / "bomb.cpp";
    auto const folder = fs::path{"/tmp"} / name;
    auto const link_to_folder = fs::path{"/var/tmp"} / name;
    fs::create_directory(folder);
    fs::rename(answer, tree.folder() / "kept.cpp");
    fs::copy(tree.folder() / "kept.cpp", folder / "answer.cpp");
    fs::create_symlink("answer.cpp", folder / "link.cpp");
    fs::create_directory_symlink(folder, link_to_folder);
    fs::create_symlink(link_to_folder / "link.cpp", answer);
    auto const evidence = tree.build();
    fs::remove_all(folder);
    fs::remove(link_to_folder);
    CAPTURE(evidence.log);
    CHECK(evidence.built);
}

TEST_CASE("a build changes nothing outside of its tree", "[containment][build]") {
    auto const protection = GENERATE(from_range(protections(false)));
    Under const under{protection};
    CAPTURE(protection);
    auto const outside = fs::path{HB_TEST_TMPDIR} / "written-by-a-build";
    Tree const tree{"", "touch \"" + outside.string() + '"'};
    CHECK_FALSE(tree.build().built);
    CHECK_FALSE(fs::exists(outside));
}

TEST_CASE("a build reads no private file", "[containment][build]") {
    auto const protection = GENERATE(from_range(protections(false)));
    CAPTURE(protection);
    auto const secret = fs::path{"/tmp"} / ("happens-before-secret-" + std::to_string(::getpid()));
    std::ofstream{secret} << "int secret;\n";
    Tree const tree{"#include \"" + secret.string() + "\"\n"};
    {
        Under const nothing{"none"};
        CHECK(tree.build().built);
    }
    Under const under{protection};
    auto const evidence = tree.build();
    CHECK_FALSE(evidence.built);
    CHECK(evidence.log.find(secret.filename().string()) != std::string::npos);
    fs::remove(secret);
}
