#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "markdown.hpp"
#include "selfcheck/checks.hpp"
#include "selfcheck/places.hpp"

namespace hb::selfcheck {
namespace {

/// The files that a lesson must have, but for the answers of its kit.
std::vector<fs::path> required(Draft const& draft, Places const& places) {
    std::vector<fs::path> files{places.student / "README.md", places.student / "lesson.toml",
                                places.tests / "predictions.cpp", places.tests / "bench.cpp", places.kit / "kit.toml"};
    for (auto const& exercise : draft.lesson.exercises) {
        for (auto const& folder : {places.student, places.starters, places.solutions})
            files.push_back(folder / (exercise.name + ".hpp"));
        files.push_back(places.tests / (exercise.name + ".scenarios.cpp"));
        files.push_back(places.tests / (exercise.name + ".judge.cpp"));
    }
    return files;
}

/// The build compiles it, if it is there.
bool is_table(Draft const& draft, Places const& places, fs::path const& file) {
    auto const& exercises = draft.lesson.exercises;
    return std::any_of(exercises.begin(), exercises.end(),
                       [&](auto const& exercise) { return file == places.tests / (exercise.name + ".table.cpp"); });
}

/// Headers of the lesson's own beside its tests are read if another file there includes them.
bool included_beside(fs::path const& root, fs::path const& header, fs::path const& folder) {
    auto const line = fmt::format("#include \"{}\"", header.filename().string());
    auto const files = files_below(root, folder);
    return std::any_of(files.begin(), files.end(), [&](fs::path const& file) {
        return file != header && text_of(root / file).find(line) != std::string::npos;
    });
}

void find_strays(Draft const& draft, Places const& places, std::set<fs::path> const& known, Findings& findings) {
    for (auto const& folder : places.all()) {
        for (auto const& file : files_below(draft.root, folder)) {
            bool const header = file.extension() == ".hpp";
            if (known.contains(file) || (header && folder == places.kit)) continue;  // check_kit looks at its headers
            if (header && folder == places.tests && included_beside(draft.root, file, folder)) continue;
            if (is_table(draft, places, file)) continue;
            findings.push_back({file, 0, "Nothing reads this file.", "Remove it, or give it its place and name."});
        }
    }
}

void compare_starters(Draft const& draft, Places const& places, Findings& findings) {
    for (auto const& exercise : draft.lesson.exercises) {
        auto const given = places.student / (exercise.name + ".hpp");
        auto const kept = places.starters / (exercise.name + ".hpp");
        if (!fs::exists(draft.root / given) || !fs::exists(draft.root / kept)) continue;
        if (text_of(draft.root / given) == text_of(draft.root / kept)) continue;
        findings.push_back({given, 0, fmt::format("It differs from {}: somebody has worked on it.", kept.string()),
                            fmt::format("If it is the new starter: cp {} {}", given.string(), kept.string()), true});
    }
}

void find_names(Draft const& draft, Places const& places, Findings& findings) {
    fs::path const list = "tests/CMakeLists.txt";
    auto const call = fmt::format("hb_add_lesson({})", draft.lesson.name);
    auto const calls = lines_of(text_of(draft.root / list));
    if (std::find(calls.begin(), calls.end(), call) == calls.end())
        findings.push_back({list, 0, "The build does not know the lesson.", fmt::format("Add the line {}", call)});

    auto const page = (places.student / "README.md").string();
    auto const links = markdown::read(text_of(draft.root / "README.md")).links;
    if (std::none_of(links.begin(), links.end(), [&](markdown::Link const& link) { return link.target == page; })) {
        findings.push_back({"README.md", 0, "The table of lessons does not have this one.",
                            fmt::format("Add a row that links to {}.", page)});
    }
}

}  // namespace

Findings check_files(Draft const& draft) {
    Findings findings;
    Places const places{draft.lesson.name};
    std::set<fs::path> known;
    for (auto const& file : required(draft, places)) {
        known.insert(file);
        if (!fs::is_regular_file(draft.root / file))
            findings.push_back({file, 0, "It is missing.", "docs/authoring.md says what belongs into it."});
    }
    find_strays(draft, places, known, findings);
    compare_starters(draft, places, findings);
    find_names(draft, places, findings);
    return findings;
}

}  // namespace hb::selfcheck
