#include "grade/workspace.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <utility>

#include "judge/error.hpp"

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

judge::RuleSubject Workspace::rule_subject(Answer const& answer, std::string_view flavour) const {
    auto const database = tree / "compile_commands.json";
    std::ifstream file{database};
    auto const commands = nlohmann::json::parse(file, nullptr, false);
    auto const wanted = fmt::format("/{}.dir/", target(answer, flavour));
    for (auto const& entry : commands.is_array() ? commands : nlohmann::json::array()) {
        auto const command = entry.value("command", std::string{});
        if (command.find(wanted) == std::string::npos) continue;
        auto words = words_of(command);
        auto const output = std::find(words.begin(), words.end(), "-o");
        if (output == words.end() || output + 1 == words.end()) break;
        std::filesystem::path const folder = entry.value("directory", std::string{});
        return {answer_file(answer), scenarios_file(answer), folder / *(output + 1), std::move(words)};
    }
    throw UserError{fmt::format("{} has no entry for {}.", database.string(), target(answer, flavour)),
                    "Configure the tree again: cmake --preset " + tree.filename().string()};
}

std::string Workspace::symbolizer() const {
    std::ifstream file{tree / "symbolizer.path"};
    std::string path;
    std::getline(file, path);
    return path;
}

}  // namespace hb::grade
