#include <nlohmann/json.hpp>

#include "explore/explore.hpp"

namespace hb::explore {
namespace {

using Json = nlohmann::ordered_json;

Json json(Place const& place) {
    return {{"function", place.function}, {"file", place.file}, {"line", place.line}};
}

Json json(OperationSeen const& operation);
Json json(EventSeen const& event);
Json json(UnfinishedThread const& thread);
Json json(OutcomeSeen const& outcome);
Json json(Failure const& failure);
Json json(SearchSeen const& search);

template <typename Item>
Json list(std::vector<Item> const& items) {
    auto result = Json::array();
    for (auto const& item : items)
        result.push_back(json(item));
    return result;
}

Json json(OperationSeen const& operation) {
    return {{"kind", operation.kind},
            {"size", operation.size},
            {"object", operation.object},
            {"place", json(operation.place)},
            {"stack", list(operation.stack)}};
}

Json json(EventSeen const& event) {
    auto result = json(event.operation);
    result["thread"] = event.thread;
    if (event.old_value) result["old"] = *event.old_value;
    if (event.new_value) result["new"] = *event.new_value;
    if (event.overlooked > 0) result["overlooked"] = event.overlooked;
    return result;
}

Json json(UnfinishedThread const& thread) {
    return {{"thread", thread.thread}, {"blocked", thread.blocked}, {"next", json(thread.next)}, {"held", thread.held}};
}

Json json(OutcomeSeen const& outcome) {
    auto const allowed = outcome.allowed();
    return {
        {"ending", name_of(outcome.ending)}, {"text", outcome.text},   {"output", outcome.output},
        {"schedule", outcome.schedule},      {"count", outcome.count}, {"allowed", allowed ? Json{*allowed} : Json{}}};
}

Json json(Failure const& failure) {
    return {{"ending", name_of(failure.ending)},
            {"text", failure.text},
            {"output", failure.output},
            {"schedule", failure.schedule},
            {"execution", failure.execution},
            {"search", failure.search},
            {"strategy", failure.strategy},
            {"preemptions", failure.preemptions},
            {"replayed", failure.replayed},
            {"race", list(failure.race)},
            {"events", list(failure.events)},
            {"forgotten_events", failure.forgotten_events},
            {"unfinished", list(failure.unfinished)}};
}

Json json(SearchSeen const& search) {
    return {{"name", search.name},
            {"executions", search.executions},
            {"redundant", search.redundant},
            {"exhausted", search.exhausted},
            {"longest", search.longest},
            {"threads", search.threads},
            {"collapsed_polls", search.collapsed_polls},
            {"forgot_accesses", search.forgot_accesses},
            {"nanoseconds", search.time.count()},
            {"outcomes", list(search.outcomes)}};
}

}  // namespace

std::string to_json(Result const& result) {
    Json const all{{"proved", result.proved()},         {"error", result.error},
                   {"interrupted", result.interrupted}, {"engine", name_of(result.engine)},
                   {"why_engine", result.why_engine},   {"failures", list(result.failures)},
                   {"searches", list(result.searches)}};
    // A program may print anything, and JSON is UTF-8.
    return all.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace hb::explore
