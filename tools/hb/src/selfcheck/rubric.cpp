#include <fmt/format.h>

#include "selfcheck/checks.hpp"
#include "selfcheck/places.hpp"

namespace hb::selfcheck {
namespace {

void check_demonstration(Draft const& draft, fs::path const& file, Findings& findings) {
    auto const complain = [&](std::string what, std::string mend) {
        findings.push_back({file, 0, std::move(what), std::move(mend)});
    };
    auto const& demonstration = draft.lesson.demonstration;
    if (!demonstration) {
        complain("There is no [demonstration].", "Add one: ./hb run shows it before the exercises.");
        return;
    }
    if (grade::find_exercise(draft.lesson, demonstration->exercise) == nullptr) {
        complain(fmt::format("The demonstration's exercise \"{}\" does not exist.", demonstration->exercise),
                 "Name an exercise of this lesson.");
        return;
    }
    grade::Workspace const checkout{draft.root, {}};
    auto sets = demonstration->repairs;
    sets.insert(sets.begin(), demonstration->answer);
    for (auto const& set : sets) {
        if (!fs::exists(checkout.answer_file({draft.lesson.name, demonstration->exercise, set})))
            complain(fmt::format("The demonstration's answer \"{}\" does not exist.", set), "Name one as kit/<slug>.");
    }
}

}  // namespace

Findings check_rubric(Draft const& draft) {
    Findings findings;
    auto const file = Places{draft.lesson.name}.student / "lesson.toml";
    if (draft.lesson.minutes <= 0)
        findings.push_back({file, 0, "minutes is not a number above 0.", "Say how long the lesson takes."});
    for (auto const& lesson : draft.lesson.prerequisites) {
        if (!fs::exists(draft.root / "lessons" / lesson))
            findings.push_back({file, 0, fmt::format("The prerequisite \"{}\" is no lesson.", lesson),
                                "Write the name of a lesson's folder."});
    }
    check_demonstration(draft, file, findings);
    return findings;
}

}  // namespace hb::selfcheck
