#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <regex>
#include <string>
#include <utility>

#include "selfcheck/checks.hpp"
#include "selfcheck/places.hpp"

namespace hb::selfcheck {
namespace {

constexpr std::size_t wanted_answers = 8;  // for an exercise: what docs/authoring.md asks

/// It ends with a full stop, and none before that is followed by a capital.
bool one_sentence(std::string const& text) {
    if (text.empty() || std::string{".!?"}.find(text.back()) == std::string::npos) return false;
    for (auto stop = text.find_first_of(".!?"); stop + 2 < text.size(); stop = text.find_first_of(".!?", stop + 1)) {
        if (text[stop + 1] == ' ' && std::isupper(static_cast<unsigned char>(text[stop + 2])) != 0) return false;
    }
    return true;
}

/// All of its verdicts are passes: it is unusual, and right.
bool right(grade::KitAnswer const& answer) {
    return std::all_of(answer.verdicts.begin(), answer.verdicts.end(),
                       [](auto const& verdict) { return verdict.second == grade::Result::pass; });
}

void check_entry(Draft const& draft, Places const& places, grade::KitAnswer const& answer, Findings& findings) {
    auto const file = places.kit / "kit.toml";
    auto const header = places.kit / answer.exercise / (answer.slug + ".hpp");
    if (!fs::is_regular_file(draft.root / header))
        findings.push_back(
            {file, answer.line, fmt::format("{} does not exist.", header.string()), "Write it, or remove the entry."});
    if (!one_sentence(answer.why))
        findings.push_back({file, answer.line, fmt::format("The why of {} is not one sentence.", answer.slug),
                            "Write one sentence with a full stop."});
}

/// The code of a header without comments and blanks. What only a literal with "//" in it tells apart is not seen.
std::string code_of(fs::path const& header) {
    static std::regex const comment_or_blank{R"(//[^\n]*|/\*([^*]|\*+[^*/])*\*+/|\s)"};
    return std::regex_replace(text_of(header), comment_or_blank, "");
}

/// A copy tests nothing that the first one does not.
void find_copies(Draft const& draft, Places const& places, Findings& findings) {
    std::map<std::pair<std::string, std::string>, std::string> known;  // exercise and code; slug
    for (auto const& answer : draft.kit) {
        auto const header = places.kit / answer.exercise / (answer.slug + ".hpp");
        if (!fs::is_regular_file(draft.root / header)) continue;
        auto const [first, is_new] = known.try_emplace({answer.exercise, code_of(draft.root / header)}, answer.slug);
        if (is_new) continue;
        findings.push_back({header, 0, fmt::format("It is the same code as {}.", first->second),
                            "Write another answer: each must go wrong, or be unusual, in a way of its own."});
    }
}

}  // namespace

Findings check_kit(Draft const& draft) {
    Findings findings;
    Places const places{draft.lesson.name};
    auto const file = places.kit / "kit.toml";
    for (auto const& answer : draft.kit)
        check_entry(draft, places, answer, findings);
    for (auto const& header : files_below(draft.root, places.kit)) {
        if (header.extension() != ".hpp") continue;
        auto const entry = std::find_if(draft.kit.begin(), draft.kit.end(), [&](grade::KitAnswer const& answer) {
            return header == places.kit / answer.exercise / (answer.slug + ".hpp");
        });
        if (entry == draft.kit.end())
            findings.push_back(
                {header, 0, "kit.toml has no entry for it: it is not tested.",
                 fmt::format("Add [{}.{}].", header.parent_path().filename().string(), header.stem().string())});
    }
    for (auto const& exercise : draft.lesson.exercises) {
        auto const of_exercise = [&](grade::KitAnswer const& answer) { return answer.exercise == exercise.name; };
        auto const count = std::count_if(draft.kit.begin(), draft.kit.end(), of_exercise);
        if (static_cast<std::size_t>(count) < wanted_answers)
            findings.push_back({file, 0, fmt::format("{} has {} answers.", exercise.name, count),
                                fmt::format("Write {} at least.", wanted_answers)});
        if (std::none_of(draft.kit.begin(), draft.kit.end(),
                         [&](auto const& answer) { return of_exercise(answer) && right(answer); }))
            findings.push_back({file, 0, fmt::format("No answer of {} is right.", exercise.name),
                                "Add one that is unusual and passes everything: the judge must not fail it."});
    }
    for (auto const& answer : draft.kit) {
        if (grade::find_exercise(draft.lesson, answer.exercise) == nullptr)
            findings.push_back({file, answer.line, fmt::format("There is no exercise {}.", answer.exercise),
                                "Name one of lesson.toml."});
    }
    find_copies(draft, places, findings);
    return findings;
}

}  // namespace hb::selfcheck
