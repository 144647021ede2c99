#include "progress_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>

namespace hb::cli {
namespace {

using Json = nlohmann::ordered_json;

/// An object whose keys are exactly these; `where` is its place in the file.
void demand_keys(Json const& json, std::string const& where, std::initializer_list<std::string_view> keys) {
    if (!json.is_object()) throw MalformedProgress{where + " is no object {...}"};
    for (auto const& [key, value] : json.items()) {
        if (std::find(keys.begin(), keys.end(), key) == keys.end())
            throw MalformedProgress{fmt::format("{}: \"{}\" means nothing here", where, key)};
    }
    for (auto const& key : keys) {
        if (!json.contains(key)) throw MalformedProgress{fmt::format("{}: \"{}\" is missing", where, key)};
    }
}

std::string text_of(Json const& json, std::string const& where, char const* key) {
    auto const& value = json.at(key);
    if (!value.is_string()) throw MalformedProgress{fmt::format("{}: \"{}\" is no text", where, key)};
    return value.get<std::string>();
}

template <class Number>
Number count_of(Json const& json, std::string const& where, char const* key) {
    auto const& value = json.at(key);
    if (!value.is_number_unsigned()) {
        throw MalformedProgress{fmt::format("{}: \"{}\" is no whole number from 0", where, key)};
    }
    return value.get<Number>();
}

Json exercise_to_json(ExerciseRecord const& record) {
    auto verdicts = Json::object();
    for (auto const& [kind, verdict] : record.verdicts) {
        verdicts[std::string{grade::name_of(kind)}] = {{"result", grade::name_of(verdict.result)},
                                                       {"sentence", verdict.sentence}};
    }
    return {{"hints_shown", record.hints_shown},
            {"checked", record.checked},
            {"answer", record.answer},
            {"verdicts", verdicts}};
}

ExerciseRecord exercise_from_json(Json const& json, std::string const& where) {
    demand_keys(json, where, {"hints_shown", "checked", "answer", "verdicts"});
    ExerciseRecord record;
    record.hints_shown = count_of<int>(json, where, "hints_shown");
    record.checked = text_of(json, where, "checked");
    record.answer = text_of(json, where, "answer");
    for (auto const& [name, verdict] : json.at("verdicts").items()) {
        auto const place = fmt::format("{}, verdict \"{}\"", where, name);
        demand_keys(verdict, place, {"result", "sentence"});
        try {
            record.verdicts[grade::kind_named(name)] = {grade::result_named(text_of(verdict, place, "result")),
                                                        text_of(verdict, place, "sentence")};
        } catch (std::invalid_argument const& error) {
            throw MalformedProgress{fmt::format("{}: {}", place, error.what())};
        }
    }
    return record;
}

Json prediction_to_json(PredictionRecord const& record) {
    return {{"when", record.when},       {"lesson", record.lesson}, {"concept", record.about},
            {"variant", record.variant}, {"chosen", record.chosen}, {"right", record.right}};
}

PredictionRecord prediction_from_json(Json const& json, std::string const& where) {
    demand_keys(json, where, {"when", "lesson", "concept", "variant", "chosen", "right"});
    return {text_of(json, where, "lesson"), text_of(json, where, "concept"), count_of<int>(json, where, "variant"),
            text_of(json, where, "chosen"), text_of(json, where, "right"),   text_of(json, where, "when")};
}

Json parse(std::string const& text) {
    try {
        return Json::parse(text);
    } catch (Json::parse_error const& error) {
        throw MalformedProgress{error.what()};
    }
}

}  // namespace

std::string to_text(Progress const& progress) {
    auto exercises = Json::object();
    for (auto const& [name, record] : progress.exercises)
        exercises[name] = exercise_to_json(record);
    auto predictions = Json::array();
    for (auto const& record : progress.predictions)
        predictions.push_back(prediction_to_json(record));
    Json const json = {
        {"schema", progress_schema}, {"seed", progress.seed}, {"exercises", exercises}, {"predictions", predictions}};
    // Whatever an answer's name or sentence holds, the file stays UTF-8.
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

Progress progress_from_text(std::string const& text) {
    auto const json = parse(text);
    if (!json.is_object() || !json.contains("schema")) throw MalformedProgress{"\"schema\" is missing"};
    if (json.at("schema") != progress_schema) {
        throw OtherProgressVersion{
            fmt::format("\"schema\" is {}, not \"{}\"", json.at("schema").dump(), progress_schema)};
    }
    demand_keys(json, "the file", {"schema", "seed", "exercises", "predictions"});
    if (!json.at("exercises").is_object()) throw MalformedProgress{"\"exercises\" is no object {...}"};
    if (!json.at("predictions").is_array()) throw MalformedProgress{"\"predictions\" is no list [...]"};
    Progress progress;
    progress.seed = count_of<std::uint64_t>(json, "the file", "seed");
    for (auto const& [name, record] : json.at("exercises").items())
        progress.exercises[name] = exercise_from_json(record, name);
    for (auto const& record : json.at("predictions")) {
        auto const where = fmt::format("prediction {}", progress.predictions.size() + 1);
        progress.predictions.push_back(prediction_from_json(record, where));
    }
    return progress;
}

}  // namespace hb::cli
