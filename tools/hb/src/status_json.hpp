#pragma once
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "standings.hpp"

namespace hb::cli {

/// How a student's predictions about one concept matched.
struct ConceptMatch {
    std::string about;
    int made = 0;
    int right = 0;
    bool holds = false;  ///< the last one did; what is right once is not asked again
};

/// By concept, in the order in which they were first asked. A concept of two lessons is one.
[[nodiscard]] std::vector<ConceptMatch> matches(Progress const& progress);

struct Points {
    int got = 0;
    int pending = 0;
    int at_stake = 0;
    int of_changed = 0;  ///< of `got`: those of answers that have changed since
};
[[nodiscard]] Points sum(std::vector<ExerciseStanding> const& all);

/// docs/status.schema.json.
[[nodiscard]] nlohmann::ordered_json status_json(std::vector<ExerciseStanding> const& all, Progress const& progress);

}  // namespace hb::cli
