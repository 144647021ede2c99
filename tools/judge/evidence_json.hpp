#pragma once
/// Evidence as JSON: what result files hold (docs/result.schema.json).

#include <nlohmann/json.hpp>
#include <string_view>

#include "judge/evidence.hpp"

namespace hb::judge {

/// "answered", "deadlocked", ...: the words that files and people see.
[[nodiscard]] std::string_view name_of(Outcome outcome);

void to_json(nlohmann::json& json, Exchange const& exchange);
void to_json(nlohmann::json& json, BuildEvidence const& evidence);
void to_json(nlohmann::json& json, ValuesEvidence const& evidence);
void to_json(nlohmann::json& json, RacesEvidence const& evidence);
void to_json(nlohmann::json& json, OverlapEvidence const& evidence);
void to_json(nlohmann::json& json, PairsEvidence const& evidence);
void to_json(nlohmann::json& json, RulesEvidence const& evidence);
void to_json(nlohmann::json& json, OutcomesEvidence const& evidence);

}  // namespace hb::judge
