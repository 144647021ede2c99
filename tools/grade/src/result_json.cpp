#include "grade/result_json.hpp"

#include <algorithm>

namespace hb::grade {
namespace {

int points_at_stake(Kind kind, Exercise const& exercise) {
    auto const found = exercise.points.find(kind);
    return found == exercise.points.end() ? 0 : found->second;
}

}  // namespace

bool forfeits(Kind kind, Result result) {
    return kind == Kind::rules && result == Result::fail;
}

int points_of(Verdict const& verdict, Exercise const& exercise) {
    return verdict.result == Result::pass ? points_at_stake(verdict.kind, exercise) : 0;
}

nlohmann::json to_result_json(Verdict const& verdict, Exercise const& exercise) {
    nlohmann::json json{{"verdict", name_of(verdict.kind)},
                        {"result", name_of(verdict.result)},
                        {"sentence", verdict.sentence},
                        {"details", verdict.details},
                        {"points", points_of(verdict, exercise)},
                        {"points_at_stake", points_at_stake(verdict.kind, exercise)},
                        {"seconds", verdict.seconds},
                        {"evidence", verdict.evidence}};
    if (!verdict.unchanged_since.empty()) json["unchanged_since"] = verdict.unchanged_since;
    return json;
}

nlohmann::json to_result_json(ExerciseResult const& result, Exercise const& exercise) {
    auto verdicts = nlohmann::json::array();
    int points = 0;
    int pending = 0;
    int at_stake = 0;
    for (auto const& verdict : result.verdicts) {
        verdicts.push_back(to_result_json(verdict, exercise));
        points += points_of(verdict, exercise);
        at_stake += points_at_stake(verdict.kind, exercise);
        if (verdict.result == Result::inconclusive) pending += points_at_stake(verdict.kind, exercise);
    }
    auto const takes_all = [](Verdict const& verdict) { return forfeits(verdict.kind, verdict.result); };
    if (std::any_of(result.verdicts.begin(), result.verdicts.end(), takes_all)) points = pending = 0;
    return {{"schema", result_schema},
            {"lesson", result.answer.lesson},
            {"exercise", result.answer.exercise},
            {"answer", result.answer.set},
            {"seed", result.seed},
            {"points", points},
            {"points_pending", pending},
            {"points_at_stake", at_stake},
            {"verdicts", verdicts}};
}

Verdict verdict_from_json(nlohmann::json const& json) {
    Verdict verdict;
    verdict.kind = kind_named(json.at("verdict").get<std::string>());
    verdict.result = result_named(json.at("result").get<std::string>());
    json.at("sentence").get_to(verdict.sentence);
    json.at("details").get_to(verdict.details);
    json.at("seconds").get_to(verdict.seconds);
    verdict.evidence = json.at("evidence");
    verdict.unchanged_since = json.value("unchanged_since", std::string{});
    return verdict;
}

}  // namespace hb::grade
