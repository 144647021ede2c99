#include "status_json.hpp"

#include <algorithm>

namespace hb::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr char const* status_schema = "happens-before/status/1";

/// As in docs/status.schema.json.
char const* state_name(Standing::State state) {
    switch (state) {
        case Standing::State::not_checked:
            return "not checked";
        case Standing::State::changed:
            return "changed";
        case Standing::State::failed:
            return "failed";
        case Standing::State::not_complete:
            return "not complete";
        case Standing::State::finished:
            return "finished";
    }
    return "";
}

Json to_json(ExerciseStanding const& exercise) {
    auto const& standing = exercise.standing;
    auto verdicts = Json::array();
    for (auto const& verdict : standing.verdicts) {
        Json json{{"verdict", grade::name_of(verdict.kind)}, {"points_at_stake", verdict.at_stake}};
        json["result"] = verdict.recorded == nullptr ? "not asked" : Json(grade::name_of(verdict.recorded->result));
        json["sentence"] = verdict.recorded == nullptr ? "" : verdict.recorded->sentence;
        verdicts.push_back(json);
    }
    return {{"lesson", exercise.chosen.lesson.name},
            {"exercise", exercise.chosen.exercise.name},
            {"state", state_name(standing.state)},
            {"checked", standing.checked.empty() ? Json(nullptr) : Json(standing.checked)},
            {"points", standing.points},
            {"points_pending", standing.points_pending},
            {"points_at_stake", standing.points_at_stake},
            {"hints_shown", standing.hints_shown},
            {"verdicts", verdicts}};
}

}  // namespace

std::vector<ConceptMatch> matches(Progress const& progress) {
    std::vector<ConceptMatch> found;
    for (auto const& record : progress.predictions) {
        auto match = std::find_if(found.begin(), found.end(),
                                  [&](ConceptMatch const& one) { return one.about == record.about; });
        if (match == found.end()) match = found.insert(found.end(), {record.about, 0, 0, false});
        ++match->made;
        match->right += record.holds() ? 1 : 0;
        match->holds = record.holds();
    }
    return found;
}

Points sum(std::vector<ExerciseStanding> const& all) {
    Points points;
    for (auto const& [chosen, standing] : all) {
        points.got += standing.points;
        points.pending += standing.points_pending;
        points.at_stake += standing.points_at_stake;
        if (standing.state == Standing::State::changed) points.of_changed += standing.points;
    }
    return points;
}

Json status_json(std::vector<ExerciseStanding> const& all, Progress const& progress) {
    auto exercises = Json::array();
    for (auto const& exercise : all)
        exercises.push_back(to_json(exercise));
    auto predictions = Json::array();
    for (auto const& match : matches(progress)) {
        predictions.push_back(
            {{"concept", match.about}, {"made", match.made}, {"right", match.right}, {"holds", match.holds}});
    }
    auto const points = sum(all);
    return {{"schema", status_schema},
            {"points", points.got},
            {"points_pending", points.pending},
            {"points_at_stake", points.at_stake},
            {"points_of_changed", points.of_changed},
            {"exercises", exercises},
            {"predictions", predictions}};
}

}  // namespace hb::cli
