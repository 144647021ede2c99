#include "grade/lesson_test.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "grade/kit.hpp"
#include "judge/error.hpp"
#include "lesson_session.hpp"

namespace hb::grade {

Session& session() {
    static Session chosen;
    return chosen;
}

std::map<std::string, judge::Questions>& registered_questions() {
    static std::map<std::string, judge::Questions> all;
    return all;
}

QuestionsFor::QuestionsFor(std::string exercise, judge::Questions questions) {
    registered_questions()[std::move(exercise)] = std::move(questions);
}

Assessment assessment_of(std::string const& exercise) {
    auto const lesson = load_lesson(session().workspace.root, session().lesson);
    auto const* found = find_exercise(lesson, exercise);
    auto const questions = registered_questions().find(exercise);
    if (found == nullptr || questions == registered_questions().end()) {
        throw UserError{fmt::format("{} has no exercise {}.", lesson.name, exercise), "./hb list names them all."};
    }
    return {session().workspace,
            {lesson.name, exercise, session().set},
            *found,
            questions->second,
            session().seed,
            session().seed_requested,
            session().evidence};
}

Verdict judged(std::string const& exercise, Kind kind) {
    auto verdict = assess(assessment_of(exercise), kind);
    if (verdict.result == Result::inconclusive) SKIP(verdict.sentence);
    return verdict;
}

namespace {

TEST_CASE("a starter compiles, and fails for the reason that lesson.toml states", "[.][starter]") {
    auto const assessment = assessment_of(session().exercise);
    REQUIRE(assess(assessment, Kind::builds).result == Result::pass);
    auto const verdict = assess(assessment, assessment.exercise.fails_because);
    INFO(name_of(verdict.kind) << ": " << verdict.sentence);
    CHECK(verdict.result == Result::fail);
}

TEST_CASE("an answer of the kit gets the verdicts that kit.toml states", "[.][kit]") {
    auto const assessment = assessment_of(session().exercise);
    auto const& answer = assessment.answer;
    auto const kit = load_kit(assessment.workspace.root, answer.lesson);
    auto const entry = std::find_if(kit.begin(), kit.end(), [&](KitAnswer const& one) {
        return one.exercise == answer.exercise && one.slug == answer.slug();
    });
    REQUIRE(entry != kit.end());
    for (auto const& [kind, wanted] : entry->verdicts) {
        if (!session().every_verdict && kind != entry->decisive) continue;
        auto const verdict = assess(assessment, kind);
        if (verdict.result == Result::inconclusive) SKIP(verdict.sentence);
        INFO(Catch::StringMaker<Verdict>::convert(verdict));
        CHECK(name_of(verdict.result) == name_of(wanted));
    }
}

}  // namespace
}  // namespace hb::grade

std::string Catch::StringMaker<hb::grade::Verdict>::convert(hb::grade::Verdict const& verdict) {
    auto text = fmt::format("{}: {}. {}", name_of(verdict.kind), name_of(verdict.result), verdict.sentence);
    for (auto const& detail : verdict.details)
        text += "\n    " + detail;
    return text;
}
