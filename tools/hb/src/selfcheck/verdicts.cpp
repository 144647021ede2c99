#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "judge/error.hpp"
#include "selfcheck/checks.hpp"
#include "selfcheck/places.hpp"

namespace hb::selfcheck {
namespace {

using Wanted = std::map<grade::Kind, grade::Result>;

/// Asks for what one answer must get, and says what came instead.
class Trial {
public:
    Trial(Draft const& draft, Ask const& ask) : draft_{draft}, ask_{ask} {}

    /// `line` is that of the entry in kit.toml; 0 for other answers.
    void run(std::string const& exercise, std::string const& set, Wanted const& wanted, int line) {
        grade::Answer const answer{draft_.lesson.name, exercise, set};
        auto const file = grade::Workspace{draft_.root, {}}.answer_file(answer).lexically_relative(draft_.root);
        Places const places{draft_.lesson.name};
        place_ = line == 0 ? Finding{file, 0, {}, {}} : Finding{places.kit / "kit.toml", line, {}, {}};
        subject_ = line == 0 ? set : answer.slug();
        std::vector<grade::Kind> kinds;
        for (auto const& [kind, result] : wanted)
            kinds.push_back(kind);
        try {
            auto const verdicts = ask_(answer, kinds);
            for (auto const& [kind, result] : wanted)
                compare(verdicts, kind, result);
        } catch (UserError const& error) {
            report(error.what(), error.mend(), false);
        }
    }

    [[nodiscard]] Findings take() { return std::move(findings_); }

private:
    void compare(std::vector<grade::Verdict> const& verdicts, grade::Kind kind, grade::Result wanted) {
        auto const verdict = std::find_if(verdicts.begin(), verdicts.end(),
                                          [kind](grade::Verdict const& one) { return one.kind == kind; });
        if (verdict == verdicts.end()) {
            report(fmt::format("{}: the judge said nothing about {}.", subject_, name_of(kind)),
                   "Build the judge again: ./hb does.", false);
        } else if (verdict->result == grade::Result::inconclusive) {
            report(fmt::format("{}: {} is inconclusive. {}", subject_, name_of(kind), verdict->sentence),
                   "Try again when nothing else runs on this machine.", true);
        } else if (verdict->result != wanted) {
            report(fmt::format("{}: {} is {}, not {}. {}", subject_, name_of(kind), name_of(verdict->result),
                               name_of(wanted), verdict->sentence),
                   "Mend the answer, its judge or its entry.", false);
        }
    }

    void report(std::string what, std::string mend, bool note) {
        auto finding = place_;
        finding.what = std::move(what);
        finding.mend = std::move(mend);
        finding.note = note;
        findings_.push_back(std::move(finding));
    }

    Draft const& draft_;
    Ask const& ask_;
    Finding place_;
    std::string subject_;
    Findings findings_;
};

}  // namespace

Findings check_verdicts(Draft const& draft, Ask const& ask) {
    using grade::Kind;
    using grade::Result;
    Trial trial{draft, ask};
    for (auto const& exercise : draft.lesson.exercises) {
        trial.run(exercise.name, "starters", {{Kind::builds, Result::pass}, {exercise.fails_because, Result::fail}}, 0);
        Wanted everything;
        for (auto const& [kind, points] : exercise.points)
            everything[kind] = Result::pass;
        trial.run(exercise.name, "solutions", everything, 0);
    }
    for (auto const& answer : draft.kit)
        trial.run(answer.exercise, "kit/" + answer.slug, answer.verdicts, answer.line);
    return trial.take();
}

}  // namespace hb::selfcheck
