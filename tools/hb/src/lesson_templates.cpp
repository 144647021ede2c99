#include "lesson_templates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "judge/error.hpp"
#include "selfcheck/places.hpp"

namespace hb::cli {
namespace {

namespace fs = std::filesystem;
using Names = std::map<std::string, std::string>;

std::string expanded(std::string text, Names const& names) {
    for (auto const& [name, meaning] : names) {
        auto const mark = "@" + name + "@";
        for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at + meaning.size()))
            text.replace(at, mark.size(), meaning);
    }
    return text;
}

/// The same, with each block of "@each exercise@" repeated.
std::string expanded(std::string const& text, Names names, std::vector<std::string> const& exercises) {
    std::string result;
    std::string block;
    bool in_block = false;
    for (auto const& line : selfcheck::lines_of(text)) {
        if (line == "@each exercise@") {
            in_block = true;
        } else if (line == "@end@") {
            for (auto const& exercise : exercises) {
                names["exercise"] = exercise;
                result += expanded(block, names);
            }
            block.clear();
            in_block = false;
        } else {
            (in_block ? block : result) += line + '\n';
        }
    }
    names.erase("exercise");
    return expanded(result, names);
}

Names names_of(std::string const& lesson, std::string const& first) {
    auto title = lesson.substr(3);
    std::replace(title.begin(), title.end(), '_', ' ');
    title.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(title.front())));
    return {{"lesson", lesson}, {"number", lesson.substr(0, 2)}, {"title", title}, {"first", first}};
}

}  // namespace

std::map<fs::path, std::string> expand_templates(fs::path const& root, std::string const& lesson,
                                                 std::vector<std::string> const& exercises) {
    fs::path const templates = "tools/hb/templates/lesson";
    auto const places = selfcheck::Places{lesson};
    auto names = names_of(lesson, exercises.front());
    std::map<fs::path, std::string> files;
    for (auto const& file : selfcheck::files_below(root, templates)) {
        auto const place = file.lexically_relative(templates).replace_extension();  // without .in
        auto const text = selfcheck::text_of(root / file);
        if (place.string().find("@exercise@") == std::string::npos) {
            files[expanded(place.string(), names)] = expanded(text, names, exercises);
            continue;
        }
        for (auto const& exercise : exercises) {
            names["exercise"] = exercise;
            files[expanded(place.string(), names)] = expanded(text, names);
        }
        names.erase("exercise");
    }
    if (files.empty()) {
        throw UserError{fmt::format("{} has no templates.", templates.string()),
                        "Restore them: git checkout -- tools/hb/templates"};
    }
    for (auto const& exercise : exercises)
        files[places.starters / (exercise + ".hpp")] = files[places.student / (exercise + ".hpp")];
    return files;
}

}  // namespace hb::cli
