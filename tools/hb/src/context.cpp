#include "context.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "grade/kit.hpp"
#include "judge/build.hpp"
#include "judge/error.hpp"
#include "nearest.hpp"
#include "terminal.hpp"

namespace hb::cli {
namespace {

/// 01_lost_update is meant by 01_lost_update, lost_update and 01.
bool means(std::string const& lesson, std::string const& name) {
    auto const bar = lesson.find('_');
    return name == lesson || name == lesson.substr(0, bar) ||
           (bar != std::string::npos && name == lesson.substr(bar + 1));
}

}  // namespace

grade::Workspace workspace() {
    // ./hb names both; started by hand, the program knows where it was built.
    auto const* root = std::getenv("HB_ROOT");
    auto const* tree = std::getenv("HB_BUILD");
    return {root != nullptr ? root : HB_SOURCE_ROOT, tree != nullptr ? tree : HB_BUILD_TREE};
}

std::filesystem::path state_folder() {
    auto const* named = std::getenv("HB_STATE");
    return named != nullptr ? std::filesystem::path{named} : workspace().root / ".hb";
}

std::vector<Chosen> choose(std::string const& name) {
    auto const slash = name.find('/');
    auto const lesson_part = slash == std::string::npos ? std::string{} : name.substr(0, slash);
    auto const exercise_part = slash == std::string::npos ? name : name.substr(slash + 1);
    std::vector<Chosen> chosen;
    std::vector<std::string> known;
    for (auto const& lesson_name : grade::lesson_names(workspace().root)) {
        auto const lesson = grade::load_lesson(workspace().root, lesson_name);
        for (auto const& exercise : lesson.exercises) {
            known.push_back(lesson.name + "/" + exercise.name);
            bool const right_lesson = lesson_part.empty() || means(lesson.name, lesson_part);
            bool const right_exercise = exercise_part == exercise.name;
            bool const whole_lesson = lesson_part.empty() && means(lesson.name, exercise_part);
            if (name.empty() || whole_lesson || (right_lesson && right_exercise)) chosen.push_back({lesson, exercise});
        }
    }
    if (chosen.empty()) {
        throw UserError{fmt::format("There is no exercise or lesson \"{}\".", name),
                        fmt::format("There are: {}.", fmt::join(known, ", "))};
    }
    return chosen;
}

Chosen choose_one(std::string const& name) {
    auto const chosen = choose(name);
    if (chosen.size() == 1) return chosen.front();
    std::vector<std::string> names;
    for (auto const& [lesson, exercise] : chosen)
        names.push_back(lesson.name + "/" + exercise.name);
    throw UserError{fmt::format("\"{}\" means {} exercises.", name, names.size()),
                    fmt::format("Name one of them: {}.", fmt::join(names, ", "))};
}

void require_answers(std::vector<Chosen> const& exercises, std::string const& set) {
    constexpr std::array<std::string_view, 3> sets = {"lessons", "solutions", "starters"};
    constexpr std::string_view kit = "kit/";
    if (std::ranges::find(sets, set) != sets.end()) return;
    if (!set.starts_with(kit)) {
        throw UserError{fmt::format("There is no answer set \"{}\".", set),
                        "There are: lessons (yours), solutions, starters, and kit/<slug> for an answer of the kit."};
    }
    for (auto const& [lesson, exercise] : exercises) {
        auto const file = workspace().answer_file({lesson.name, exercise.name, set});
        if (std::filesystem::is_regular_file(file)) continue;
        std::vector<std::string> known;
        for (auto const& answer : grade::load_kit(workspace().root, lesson.name)) {
            if (answer.exercise == exercise.name) known.push_back(std::string(kit) + answer.slug);
        }
        constexpr std::size_t shown = 5;
        auto const there_are = known.size() > shown ? fmt::format("The nearest of its {}: {}.", known.size(),
                                                                  fmt::join(nearest(set, known, shown), ", "))
                                                    : fmt::format("There are: {}.", fmt::join(known, ", "));
        throw UserError{fmt::format("The kit has no answer \"{}\" to {}.", set.substr(kit.size()), exercise.name),
                        known.empty() ? "Its kit is empty." : there_are};
    }
}

void build_or_throw(std::string const& target) {
    show_progress(fmt::format("building {} ...", target));
    auto const built = judge::build(workspace().tree, target, {});
    show_progress("");
    if (!built.built)
        throw UserError{fmt::format("{} does not build:\n{}", target, built.log), "Restore it: git checkout -- ."};
}

std::string lesson_named(std::string const& name) {
    auto const names = grade::lesson_names(workspace().root);
    auto const found =
        std::find_if(names.begin(), names.end(), [&](std::string const& lesson) { return means(lesson, name); });
    if (found == names.end()) {
        throw UserError{fmt::format("There is no lesson \"{}\".", name),
                        fmt::format("There are: {}.", fmt::join(names, ", "))};
    }
    return *found;
}

grade::Lesson choose_lesson(std::string const& name) {
    return grade::load_lesson(workspace().root, lesson_named(name));
}

}  // namespace hb::cli
