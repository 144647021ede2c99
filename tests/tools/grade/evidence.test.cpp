#include <fmt/format.h>
#include <sched.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <cstdlib>
#include <fstream>
#include <functional>

#include "grade/evidence_store.hpp"
#include "grade/src/verdict_inputs.hpp"
#include "judge/containment.hpp"

using namespace hb::grade;
namespace fs = std::filesystem;

namespace {

void write(fs::path const& path, std::string_view text) {
    fs::create_directories(path.parent_path());
    std::ofstream{path, std::ios::binary} << text;
}

void append(fs::path const& path, std::string_view text) {
    std::ofstream{path, std::ios::binary | std::ios::app} << text;
}

class Folder {
public:
    Folder() {
        auto name = (fs::temp_directory_path() / "evidence.XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path = name;
    }
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;
    ~Folder() { fs::remove_all(path); }

    fs::path path;
};

/// A checkout with one exercise, as far as inputs_of reads it. The subjects are copies of this program.
struct Checkout : Folder {
    Checkout() {
        assessment.workspace = {path, path / "build" / "all"};
        assessment.answer = {"01_example", "largest", "lessons"};
        write(path / "lessons/01_example/largest.hpp", "#pragma once\n");
        write(path / "lessons/01_example/lesson.toml", "title = \"Example\"\n");
        write(path / "tests/lessons/01_example/largest.scenarios.cpp", "#include HB_ANSWER\n");
        write(path / "tools/subject/scenario.hpp", "#pragma once\n");
        write(path / "bin/compiler", "version 1\n");
        write(path / "bin/symbolizer", "version 1\n");
        write(tree() / "symbolizer.path", (path / "bin/symbolizer").string() + "\n");
        write_commands("-O2");
        for (auto const* set : {"lessons", "solutions"}) {
            fs::create_directories(tree() / "subjects/01_example" / set);
            for (auto const* flavour : {"plain", "tsan", "bench"})
                fs::copy_file("/proc/self/exe",
                              tree() / "subjects/01_example" / set / (std::string{"largest."} + flavour));
        }
    }

    [[nodiscard]] fs::path tree() const { return assessment.workspace.tree; }
    [[nodiscard]] fs::path subject(std::string const& name) const { return tree() / "subjects/01_example" / name; }

    void write_commands(std::string const& flags) const {
        std::string entries;
        for (auto const* flavour : {"plain", "tsan", "bench"}) {
            entries += fmt::format(
                "{}{{\n  \"directory\": \"{}\",\n"
                "  \"command\": \"{}/bin/compiler {} -o x/lessons.01_example.largest.{}.dir/s.o -c s.cpp\"\n}}",
                entries.empty() ? "\n" : ",\n", tree().string(), path.string(), flags, flavour);
        }
        write(tree() / "compile_commands.json", "[" + entries + "\n]\n");
    }

    [[nodiscard]] Inputs inputs(Kind kind) const {
        Fingerprints fingerprints{tree() / "fingerprints.json"};
        return inputs_of(assessment, kind, fingerprints);
    }

    Assessment assessment;
};

constexpr Kind asked[] = {Kind::builds, Kind::values, Kind::rules, Kind::really_parallel, Kind::race_free, Kind::fast};

/// The verdicts whose inputs a change makes others.
std::vector<Kind> changed_by(std::function<void(Checkout&)> const& change) {
    Checkout checkout;
    std::map<Kind, Inputs> before;
    for (auto const kind : asked)
        before[kind] = checkout.inputs(kind);
    change(checkout);
    std::vector<Kind> changed;
    for (auto const kind : asked) {
        if (checkout.inputs(kind) != before[kind]) changed.push_back(kind);
    }
    return changed;
}

std::vector<Kind> const every_verdict{std::begin(asked), std::end(asked)};
std::vector<Kind> const plain_verdicts{Kind::builds, Kind::values, Kind::rules, Kind::really_parallel};

Verdict decided(Result result = Result::pass) {
    return {Kind::values, result, "Every value is right.", {"a detail"}, {{"seed", 7}}, 1.5};
}

struct Store : Folder {
    Store() : store{path / "evidence", path / "fingerprints.json"} {}

    [[nodiscard]] std::vector<fs::path> files() const {
        std::vector<fs::path> found;
        for (auto const& entry : fs::directory_iterator{path / "evidence"})
            found.push_back(entry.path());
        return found;
    }
    EvidenceStore store;
};

}  // namespace

TEST_CASE("nothing has changed if nothing changes, also after a touch", "[evidence]") {
    CHECK(changed_by([](Checkout&) {}).empty());
    CHECK(changed_by([](Checkout& checkout) {
              auto const answer = checkout.path / "lessons/01_example/largest.hpp";
              fs::last_write_time(answer, fs::last_write_time(answer) + std::chrono::hours{1});
          }).empty());
}

TEST_CASE("every input changes the verdicts that depend on it", "[evidence]") {
    auto const changed_with = [](fs::path const& file) {
        INFO(file);
        return changed_by([&](Checkout& checkout) { append(checkout.path / file, " "); });
    };
    CHECK(changed_with("lessons/01_example/largest.hpp") == every_verdict);
    CHECK(changed_with("lessons/01_example/lesson.toml") == every_verdict);
    CHECK(changed_with("tests/lessons/01_example/largest.scenarios.cpp") == every_verdict);
    CHECK(changed_with("tests/lessons/01_example/new.inputs.hpp") == every_verdict);
    CHECK(changed_with("tools/subject/scenario.hpp") == every_verdict);
    CHECK(changed_with("bin/compiler") == every_verdict);
    CHECK(changed_with("bin/symbolizer") == every_verdict);
    CHECK(changed_with("build/all/subjects/01_example/lessons/largest.plain") == plain_verdicts);
    CHECK(changed_with("build/all/subjects/01_example/lessons/largest.tsan") == std::vector{Kind::race_free});
    CHECK(changed_with("build/all/subjects/01_example/lessons/largest.bench") == std::vector{Kind::fast});
    CHECK(changed_with("build/all/subjects/01_example/solutions/largest.bench") == std::vector{Kind::fast});
    CHECK(changed_by([](Checkout& checkout) { checkout.write_commands("-O1"); }) == every_verdict);
    CHECK(changed_by([](Checkout& checkout) { fs::remove(checkout.subject("lessons/largest.tsan")); }) ==
          std::vector{Kind::race_free});
}

TEST_CASE("a seed that was asked for is an input, a drawn one is not", "[evidence]") {
    CHECK(changed_by([](Checkout& checkout) { checkout.assessment.seed = 7; }).empty());
    CHECK(changed_by([](Checkout& checkout) { checkout.assessment.seed_requested = true; }) == every_verdict);
    Checkout checkout;
    checkout.assessment.seed_requested = true;
    auto const before = checkout.inputs(Kind::values);
    checkout.assessment.seed = 7;
    CHECK(checkout.inputs(Kind::values) != before);
}

TEST_CASE("another verdict, or another place of the answer, has other inputs though all contents are equal",
          "[evidence]") {
    Checkout checkout;
    CHECK(checkout.inputs(Kind::builds) != checkout.inputs(Kind::values));
    Checkout copy;
    auto const word = std::string{"answer"};
    CHECK(checkout.inputs(Kind::builds)[word] != copy.inputs(Kind::builds)[word]);
}

TEST_CASE("the number of usable cores matters where threads must run at once", "[evidence]") {
    cpu_set_t all;
    REQUIRE(::sched_getaffinity(0, sizeof all, &all) == 0);
    if (CPU_COUNT(&all) < 2) SKIP("this machine has one core");
    auto const changed = changed_by([&](Checkout&) {
        cpu_set_t one;
        CPU_ZERO(&one);
        for (int core = 0; CPU_COUNT(&one) == 0; ++core) {
            if (CPU_ISSET(core, &all)) CPU_SET(core, &one);
        }
        REQUIRE(::sched_setaffinity(0, sizeof one, &one) == 0);
    });
    REQUIRE(::sched_setaffinity(0, sizeof all, &all) == 0);
    CHECK(changed == std::vector{Kind::really_parallel, Kind::fast});
}

TEST_CASE("the protection in force matters to every verdict", "[evidence]") {
    if (hb::judge::protection() == hb::judge::Protection::none) SKIP("no protection starts on this machine");
    auto const changed = changed_by([](Checkout&) { ::setenv("HB_CONTAINMENT", "none", 1); });
    ::unsetenv("HB_CONTAINMENT");
    CHECK(changed == every_verdict);
}

TEST_CASE("a program changes with a shared object that the loader gives it", "[evidence]") {
    Folder folder;
    std::ifstream maps{"/proc/self/maps"};
    std::string line;
    while (std::getline(maps, line) && line.find("/libstdc++") == std::string::npos) {
    }
    if (!maps) SKIP("libstdc++ is linked statically");
    fs::path const library = line.substr(line.find('/'));
    auto const fingerprint_now = [&] { return Fingerprints{folder.path / "memory"}.program("/proc/self/exe"); };
    auto const before = fingerprint_now();
    CHECK(fingerprint_now() == before);
    CHECK(Fingerprints{folder.path / "memory"}.file("/proc/self/exe") != before);
    // The loader looks for the name that programs were linked with.
    fs::copy_file(library, folder.path / "libstdc++.so.6");
    append(folder.path / "libstdc++.so.6", " ");
    REQUIRE(::setenv("LD_LIBRARY_PATH", folder.path.c_str(), 1) == 0);
    auto const after = fingerprint_now();
    ::unsetenv("LD_LIBRARY_PATH");
    CHECK(after != before);
}

TEST_CASE("fingerprints are SHA-256, and what cannot be read has none", "[evidence]") {
    Folder folder;
    constexpr auto of_abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    CHECK(fingerprint("abc") == of_abc);
    write(folder.path / "file", "abc");
    Fingerprints fingerprints{folder.path / "memory"};
    CHECK(fingerprints.file(folder.path / "file") == of_abc);
    CHECK(fingerprints.file(folder.path / "nothing") == "absent");
    CHECK(fingerprints.file(folder.path) == "absent");
}

TEST_CASE("a large file is remembered as long as it is the same, and a broken memory is forgotten", "[evidence]") {
    Folder folder;
    auto const memory = folder.path / "memory";
    std::string const large = "/proc/self/exe";
    auto const hash = Fingerprints{memory}.file(large);
    if (!fs::exists(memory)) SKIP("this program was linked a moment ago");
    std::ifstream stream{memory};
    auto remembered = nlohmann::json::parse(stream);
    REQUIRE(remembered[large]["sha256"] == hash);
    remembered[large]["sha256"] = "from memory";
    write(memory, remembered.dump());
    CHECK(Fingerprints{memory}.file(large) == "from memory");
    remembered[large]["state"] = "another";
    write(memory, remembered.dump());
    CHECK(Fingerprints{memory}.file(large) == hash);
    auto const* const broken =
        GENERATE("", "{", "[1]", R"({"/proc/self/exe": 7})", R"({"/proc/self/exe": {"state": 7}})");
    write(memory, broken);
    CHECK(Fingerprints{memory}.file(large) == hash);
}

TEST_CASE("a kept verdict is given again for the same inputs, whole, with its time", "[evidence]") {
    Store kept;
    Inputs const inputs{{"answer", "a"}, {"subject", "b"}};
    CHECK_FALSE(kept.store.find(inputs));
    auto const result = GENERATE(Result::pass, Result::fail);
    kept.store.keep(inputs, decided(result));
    auto const found = kept.store.find(inputs);
    REQUIRE(found);
    CHECK(found->result == result);
    CHECK(found->kind == Kind::values);
    CHECK(found->sentence == decided().sentence);
    CHECK(found->details == decided().details);
    CHECK(found->evidence == decided().evidence);
    CHECK(found->seconds == decided().seconds);
    CHECK(found->unchanged_since.size() == std::string_view{"2026-01-31T12:00:00Z"}.size());
    CHECK_FALSE(kept.store.find({{"answer", "a"}, {"subject", "c"}}));
    CHECK_FALSE(kept.store.find({{"answer", "a"}}));
}

TEST_CASE("what is not decided is not kept", "[evidence]") {
    Store kept;
    kept.store.keep({}, decided(GENERATE(Result::inconclusive, Result::not_applicable)));
    CHECK_FALSE(kept.store.find({}));
}

TEST_CASE("evidence that is spoilt, or of other inputs, counts as not there and is written anew", "[evidence]") {
    Store kept;
    Inputs const inputs{{"answer", "a"}};
    kept.store.keep(inputs, decided());
    auto const file = kept.files().at(0);
    std::ifstream stream{file};
    std::string const whole{std::istreambuf_iterator<char>{stream}, {}};
    auto const replaced = [&](std::string const& part, std::string const& by) {
        auto text = whole;
        REQUIRE(text.find(part) != std::string::npos);
        return text.replace(text.find(part), part.size(), by);
    };
    auto const spoilt = std::vector<std::string>{
        "",
        "\xff\xfe",
        "[]",
        whole.substr(0, whole.size() / 2),
        replaced("evidence/1", "evidence/0"),
        replaced(R"("answer": "a")", R"("answer": "b")"),
        replaced(R"("result": "pass")", R"("result": "inconclusive")"),
        replaced(R"("result": "pass")", R"("result": "wonderful")"),
        replaced("unchanged_since", "unchanged"),
    };
    for (auto const& text : spoilt) {
        INFO(text);
        write(file, text);
        CHECK_FALSE(kept.store.find(inputs));
        kept.store.keep(inputs, decided());
        CHECK(kept.store.find(inputs));
    }
    CHECK(kept.files().size() == 1);
}

TEST_CASE("what an answer printed need not be text", "[evidence]") {
    Store kept;
    auto verdict = decided();
    verdict.details = {"\xff\xfe"};
    kept.store.keep({}, verdict);
    CHECK(kept.store.find({}));
}

TEST_CASE("a folder that cannot be written costs the evidence, not the judgement", "[evidence]") {
    Folder folder;
    write(folder.path / "evidence", "a file in its place");
    EvidenceStore store{folder.path / "evidence", folder.path / "fingerprints.json"};
    store.keep({}, decided());
    CHECK_FALSE(store.find({}));
}

TEST_CASE("of too many verdicts those go that nobody has asked for longest", "[evidence]") {
    Store kept;
    auto const inputs = [](std::size_t i) { return Inputs{{"number", std::to_string(i)}}; };
    for (std::size_t i = 0; i < EvidenceStore::most_verdicts; ++i)
        kept.store.keep(inputs(i), decided());
    auto const long_ago = fs::file_time_type::clock::now() - std::chrono::hours{1};
    for (auto const& file : kept.files())
        fs::last_write_time(file, long_ago);
    REQUIRE(kept.store.find(inputs(0)));
    kept.store.keep(inputs(EvidenceStore::most_verdicts), decided());
    CHECK(kept.files().size() == EvidenceStore::most_verdicts);
    CHECK(kept.store.find(inputs(0)));
    CHECK(kept.store.find(inputs(EvidenceStore::most_verdicts)));
}
