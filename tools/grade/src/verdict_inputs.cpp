#include "verdict_inputs.hpp"

#include <fmt/format.h>
#include <sys/utsname.h>

#include <algorithm>
#include <fstream>

#include "judge/containment.hpp"
#include "judge/pairs.hpp"

namespace hb::grade {
namespace {

/// All files of a folder, not of folders below it.
std::string files_of(std::filesystem::path const& folder, Fingerprints& fingerprints) {
    std::vector<std::filesystem::path> files;
    std::error_code error;
    for (std::filesystem::directory_iterator entry{folder, error}, end; !error && entry != end; entry.increment(error))
        files.push_back(entry->path());
    std::sort(files.begin(), files.end());
    std::string text;
    for (auto const& file : files)
        text += file.filename().string() + ' ' + fingerprints.file(file) + '\n';
    return fingerprint(text);
}

std::string of_words(std::vector<std::string> const& words) {
    std::string text;
    for (auto const& word : words)
        text += word + '\n';
    return fingerprint(text);
}

/// A checkout may lie on a disk that several machines share.
std::string this_machine() {
    utsname system{};
    ::uname(&system);
    std::ifstream cpuinfo{"/proc/cpuinfo"};
    std::string line;
    while (std::getline(cpuinfo, line) && line.rfind("model name", 0) != 0) {
    }
    return fmt::format("{} {} {}, {}", system.sysname, system.release, system.machine, line);
}

}  // namespace

Inputs inputs_of(Assessment const& assessment, Kind kind, Fingerprints& fingerprints) {
    auto const& workspace = assessment.workspace;
    auto const& answer = assessment.answer;
    auto const flavour = flavour_of(kind);
    auto const compile = workspace.rule_subject(answer, flavour).compile;
    auto const lesson_file = workspace.root / "lessons" / answer.lesson / "lesson.toml";
    Inputs inputs{
        {"verdict", std::string{name_of(kind)}},
        {"exercise", answer.lesson + "/" + answer.exercise},
        {"answer", workspace.answer_file(answer).string()},
        {"answer's content", fingerprints.file(workspace.answer_file(answer))},
        {"subject", fingerprints.program(workspace.subject(answer, flavour))},
        {"compile line", of_words(compile)},
        {"compiler", fingerprints.program(compile.front())},
        {"symbolizer", fingerprints.program(workspace.symbolizer())},
        {"judge", fingerprints.program("/proc/self/exe")},
        {"lesson.toml", fingerprints.file(lesson_file)},
        {"scenarios", files_of(workspace.scenarios_file(answer).parent_path(), fingerprints)},
        {"harness", files_of(workspace.root / "tools" / "subject", fingerprints)},
        {"machine", this_machine()},
        {"protection", std::string{judge::name_of(judge::protection())}},
    };
    if (assessment.seed_requested) inputs["seed"] = std::to_string(assessment.seed);
    if (kind == Kind::fast || kind == Kind::really_parallel) inputs["cores"] = std::to_string(judge::usable_cores());
    // race-free asks the explorer about what TSan reports; rules, whether the answer is the same program there.
    if (kind == Kind::every_interleaving || (kind == Kind::race_free && is_explored(assessment)))
        inputs["explorer"] = fingerprints.program(workspace.explorer());
    if (kind == Kind::rules && is_explored(assessment))
        inputs["explorer's compile line"] = of_words(workspace.rule_subject(answer, "explore").compile);
    if (kind == Kind::fast) {
        auto reference = answer;
        reference.set = "solutions";
        inputs["reference"] = fingerprints.program(workspace.subject(reference, flavour));
    }
    return inputs;
}

}  // namespace hb::grade
