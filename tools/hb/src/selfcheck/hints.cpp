#include <fmt/format.h>

#include <toml++/toml.h>
#include <algorithm>
#include <cctype>
#include <set>

#include "selfcheck/checks.hpp"
#include "selfcheck/places.hpp"

namespace hb::selfcheck {
namespace {

constexpr std::size_t wanted_hints = 3;  // as `hb hint` shows them: a nudge, a direction, nearly the answer

/// Characters of code, without blanks, from which on a line is the author's and no idiom: "return best;" has 11,
/// "worker.join();" 14.
constexpr std::size_t telling = 16;

std::string without_blanks(std::string text) {
    text.erase(std::remove_if(text.begin(), text.end(), [](unsigned char c) { return std::isspace(c) != 0; }),
               text.end());
    return text;
}

/// The lines of code of a header, without comments and blanks, that have enough to tell.
std::set<std::string> telling_lines(fs::path const& header) {
    std::set<std::string> lines;
    for (auto const& line : lines_of(text_of(header))) {
        auto const code = without_blanks(line.substr(0, line.find("//")));
        if (code.size() >= telling) lines.insert(code);
    }
    return lines;
}

/// The line of lesson.toml where the hint begins.
int line_of(toml::table const& rubric, std::size_t exercise, std::size_t hint) {
    return static_cast<int>(rubric["exercise"][exercise]["hints"][hint].node()->source().begin.line);
}

}  // namespace

Findings check_hints(Draft const& draft) {
    Findings findings;
    Places const places{draft.lesson.name};
    auto const file = places.student / "lesson.toml";
    auto const rubric = toml::parse_file((draft.root / file).string());
    for (std::size_t e = 0; e < draft.lesson.exercises.size(); ++e) {
        auto const& exercise = draft.lesson.exercises[e];
        if (exercise.hints.size() != wanted_hints) {
            findings.push_back({file, static_cast<int>(rubric["exercise"][e].node()->source().begin.line),
                                fmt::format("{} has {} hints.", exercise.name, exercise.hints.size()),
                                fmt::format("Write {}: a nudge, a direction, nearly the answer.", wanted_hints)});
        }
        auto lines = telling_lines(draft.root / places.solutions / (exercise.name + ".hpp"));
        for (auto const& line : telling_lines(draft.root / places.starters / (exercise.name + ".hpp")))
            lines.erase(line);
        for (std::size_t h = 0; h < exercise.hints.size(); ++h) {
            auto const hint = without_blanks(exercise.hints[h]);
            auto const given_away = std::find_if(
                lines.begin(), lines.end(), [&](auto const& line) { return hint.find(line) != std::string::npos; });
            if (hint.empty())
                findings.push_back({file, line_of(rubric, e, h), "This hint is empty.", "Write it."});
            else if (given_away != lines.end())
                findings.push_back({file, line_of(rubric, e, h),
                                    fmt::format("This hint holds a line of the solution: {}", *given_away),
                                    "Say it in words."});
        }
    }
    return findings;
}

}  // namespace hb::selfcheck
