#include "grade/workspace.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <utility>

#include "judge/error.hpp"
#include "judge/races.hpp"
#include "judge/whole_file.hpp"

namespace hb::grade {
namespace {

constexpr std::string_view kit_prefix = "kit/";

/// A command of the compile database as its words. CMake quotes with backslashes and double quotes.
std::vector<std::string> words_of(std::string_view command) {
    std::vector<std::string> words;
    std::string word;
    bool quoted = false;
    bool any = false;
    for (std::size_t i = 0; i < command.size(); ++i) {
        char const c = command[i];
        if (c == '\\' && i + 1 < command.size()) {
            word += command[++i];
            any = true;
        } else if (c == '"') {
            quoted = !quoted;
            any = true;
        } else if (c == ' ' && !quoted) {
            if (any) words.push_back(std::exchange(word, {}));
            any = false;
        } else {
            word += c;
            any = true;
        }
    }
    if (any) words.push_back(word);
    return words;
}

/// The compile database's entry with these letters in it; an empty one if there is none. Parsing the whole database
/// for each verdict would take longer than some verdicts do. CMake begins and ends each entry on a line of its own, and
/// in JSON no text has a line's end in it.
nlohmann::json entry_with(std::filesystem::path const& database, std::string const& wanted) {
    auto const text = std::filesystem::exists(database) ? read_whole(database) : std::string{};
    auto const found = text.find(wanted);
    auto const begin = found == std::string::npos ? found : text.rfind("\n{", found);
    auto const end = found == std::string::npos ? found : text.find("\n}", found);
    auto entry = nlohmann::json::object();
    if (begin != std::string::npos && end != std::string::npos) {
        entry = nlohmann::json::parse(text.substr(begin, end + 2 - begin), nullptr, false);
    }
    return entry.is_object() ? entry : nlohmann::json::object();
}

}  // namespace

std::string Answer::slug() const {
    return set.rfind(kit_prefix, 0) == 0 ? set.substr(kit_prefix.size()) : std::string{};
}

std::filesystem::path Workspace::answer_file(Answer const& answer) const {
    if (auto const slug = answer.slug(); !slug.empty()) {
        return root / "tests" / "wrong_answers" / answer.lesson / answer.exercise / (slug + ".hpp");
    }
    auto const folder = answer.set == "starters" ? root / "tests" / "starters" : root / answer.set;
    return folder / answer.lesson / (answer.exercise + ".hpp");
}

std::filesystem::path Workspace::scenarios_file(Answer const& answer) const {
    return root / "tests" / "lessons" / answer.lesson / (answer.exercise + ".scenarios.cpp");
}

std::filesystem::path Workspace::subject(Answer const& answer, std::string_view flavour) const {
    return tree / "subjects" / answer.lesson / answer.set / fmt::format("{}.{}", answer.exercise, flavour);
}

std::string Workspace::target(Answer const& answer, std::string_view flavour) {
    if (auto const slug = answer.slug(); !slug.empty()) {
        return fmt::format("kit.{}.{}.{}.{}", answer.lesson, answer.exercise, slug, flavour);
    }
    return fmt::format("{}.{}.{}.{}", answer.set, answer.lesson, answer.exercise, flavour);
}

bool Workspace::has(Answer const& answer, std::string_view flavour) const {
    return entry_with(tree / "compile_commands.json", fmt::format("/{}.dir/", target(answer, flavour)))
        .contains("command");
}

judge::RuleSubject Workspace::rule_subject(Answer const& answer, std::string_view flavour) const {
    auto const database = tree / "compile_commands.json";
    auto const entry = entry_with(database, fmt::format("/{}.dir/", target(answer, flavour)));
    auto words = words_of(entry.value("command", std::string{}));
    auto const output = std::find(words.begin(), words.end(), "-o");
    if (output == words.end() || output + 1 == words.end()) {
        throw UserError{fmt::format("{} has no entry for {}.", database.string(), target(answer, flavour)),
                        "Configure the tree again: cmake --preset " + tree.filename().string()};
    }
    std::filesystem::path const folder = entry.value("directory", std::string{});
    return {answer_file(answer), scenarios_file(answer), folder / *(output + 1), std::move(words)};
}

judge::Launch Workspace::launch(Answer const& answer, std::string_view flavour) const {
    judge::Launch launch;
    launch.executable = subject(answer, flavour);
    if (flavour == "tsan") launch.tsan_options = judge::tsan_options(symbolizer());
    return launch;
}

std::filesystem::path Workspace::explorer() const {
    return tree / "bin" / "libhb_explore.so";
}

std::filesystem::path Workspace::harness() const {
    return root / "tools" / "subject";
}

std::string Workspace::symbolizer() const {
    std::ifstream file{tree / "symbolizer.path"};
    std::string path;
    std::getline(file, path);
    return path;
}

}  // namespace hb::grade
