#include "standing.hpp"

#include <algorithm>

#include "grade/assess.hpp"
#include "grade/result_json.hpp"

namespace hb::cli {
namespace {

bool failed(VerdictStanding const& verdict) {
    return verdict.recorded != nullptr && verdict.recorded->result == grade::Result::fail;
}
bool not_asked(VerdictStanding const& verdict) {
    return verdict.recorded == nullptr;
}

Standing::State state_of(std::vector<VerdictStanding> const& verdicts, bool changed) {
    if (std::all_of(verdicts.begin(), verdicts.end(), not_asked)) return Standing::State::not_checked;
    if (changed) return Standing::State::changed;
    if (std::any_of(verdicts.begin(), verdicts.end(), failed)) return Standing::State::failed;
    if (std::any_of(verdicts.begin(), verdicts.end(), not_asked)) return Standing::State::not_complete;
    return Standing::State::finished;
}

}  // namespace

Standing standing(grade::Exercise const& exercise, ExerciseRecord const& record, std::string const& content) {
    Standing result;
    result.hints_shown = record.hints_shown;
    result.checked = record.checked;
    for (auto const kind : grade::kinds_of(exercise)) {
        auto const found = record.verdicts.find(kind);
        VerdictStanding const verdict{kind, exercise.points.at(kind),
                                      found == record.verdicts.end() ? nullptr : &found->second};
        result.points_at_stake += verdict.at_stake;
        if (verdict.recorded != nullptr && verdict.recorded->result == grade::Result::pass)
            result.points += verdict.at_stake;
        if (verdict.recorded != nullptr && verdict.recorded->result == grade::Result::inconclusive)
            result.points_pending += verdict.at_stake;
        result.verdicts.push_back(verdict);
    }
    auto const takes_all = [](VerdictStanding const& verdict) {
        return verdict.recorded != nullptr && grade::forfeits(verdict.kind, verdict.recorded->result);
    };
    if (std::any_of(result.verdicts.begin(), result.verdicts.end(), takes_all))
        result.points = result.points_pending = 0;
    result.state = state_of(result.verdicts, record.answer != content);
    return result;
}

std::string_view in_words(Standing::State state) {
    switch (state) {
        case Standing::State::not_checked:
            return "not checked yet";
        case Standing::State::changed:
            return "changed since the last check";
        case Standing::State::failed:
            return "failed";
        case Standing::State::not_complete:
            return "not all verdicts asked";
        case Standing::State::finished:
            return "finished";
    }
    return {};
}

VerdictStanding const* first_open(Standing const& standing) {
    auto const& verdicts = standing.verdicts;
    auto const found =
        std::find_if(verdicts.begin(), verdicts.end(), standing.state == Standing::State::failed ? failed : not_asked);
    return found == verdicts.end() ? nullptr : &*found;
}

}  // namespace hb::cli
