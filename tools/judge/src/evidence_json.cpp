#include "judge/evidence_json.hpp"

namespace hb::judge {
namespace {

nlohmann::json as_json(subject::Values const& values) {
    auto json = nlohmann::json::object();
    for (auto const& [name, value] : values) {
        std::visit([&json, &key = name](auto const& plain) { json[key] = plain; }, value);
    }
    return json;
}

/// What a student's code printed may be any bytes; JSON is UTF-8. Other bytes become '?'.
std::string printable(std::string_view text) {
    std::string clean;
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        clean += byte < 0x80 && (byte >= 0x20 || c == '\n' || c == '\t') ? c : '?';
    }
    return clean;
}

}  // namespace

std::string_view name_of(Outcome outcome) {
    switch (outcome) {
        case Outcome::answered:
            return "answered";
        case Outcome::threw:
            return "threw";
        case Outcome::crashed:
            return "crashed";
        case Outcome::deadlocked:
            return "deadlocked";
        case Outcome::timed_out:
            return "timed out";
        case Outcome::exited:
            return "exited";
        case Outcome::flooded:
            return "flooded";
        case Outcome::forged:
            return "forged";
        case Outcome::out_of_memory:
            return "out of memory";
        case Outcome::out_of_disk:
            return "out of disk";
        case Outcome::out_of_processes:
            return "out of processes";
        case Outcome::out_of_threads:
            return "out of threads";
        case Outcome::missing:
            return "missing";
    }
    return "unknown";
}

void to_json(nlohmann::json& json, Exchange const& exchange) {
    json = {{"scenario", exchange.scenario},
            {"arguments", as_json(exchange.arguments)},
            {"outcome", name_of(exchange.outcome)},
            {"reply", as_json(exchange.reply)}};
    if (!exchange.expected.empty()) json["expected"] = as_json(exchange.expected);
    if (!exchange.complaints.empty()) json["complaints"] = exchange.complaints;
    if (!exchange.detail.empty()) json["detail"] = printable(exchange.detail);
    if (!exchange.output.empty()) json["output"] = printable(exchange.output);
    if (exchange.threads_left > 0) json["threads left"] = exchange.threads_left;
}

void to_json(nlohmann::json& json, BuildEvidence const& evidence) {
    auto list = nlohmann::json::array();
    for (auto const& diagnostic : evidence.diagnostics) {
        list.push_back({{"file", diagnostic.file},
                        {"line", diagnostic.line},
                        {"column", diagnostic.column},
                        {"severity", diagnostic.severity},
                        {"text", diagnostic.text}});
    }
    json = {{"target", evidence.target}, {"built", evidence.built}, {"diagnostics", list}};
    if (!evidence.built) json["log"] = printable(evidence.log);
    if (!evidence.stopped.empty()) json["stopped"] = evidence.stopped;
}

void to_json(nlohmann::json& json, ValuesEvidence const& evidence) {
    json = {{"seed", evidence.seed}, {"exchanges", evidence.exchanges}};
}

void to_json(nlohmann::json& json, RacesEvidence const& evidence) {
    auto runs = nlohmann::json::array();
    for (auto const& run : evidence.runs) {
        auto reports = nlohmann::json::array();
        for (auto const& report : run.reports) {
            reports.push_back({{"heading", report.heading}, {"raw", printable(report.raw)}});
        }
        runs.push_back({{"exchange", run.exchange},
                        {"exit status", run.exit_status},
                        {"end mark", run.end_mark},
                        {"canaries before", run.canaries_before},
                        {"canaries after", run.canaries_after},
                        {"log cut", run.log_cut},
                        {"other processes", run.other_processes},
                        {"reports", reports}});
    }
    json = {{"runs", runs}, {"fence used", evidence.fence_used}};
}

void to_json(nlohmann::json& json, OverlapEvidence const& evidence) {
    json = {{"exchange", evidence.exchange}, {"wanted", evidence.wanted}, {"reached", evidence.reached}};
}

void to_json(nlohmann::json& json, PairsEvidence const& evidence) {
    json = {{"seed", evidence.seed},
            {"usable cores", evidence.usable_cores},
            {"answer ns", evidence.answer_ns},
            {"reference ns", evidence.reference_ns},
            {"reference against itself ns", {evidence.reference_first_ns, evidence.reference_again_ns}},
            {"answer's processor seconds while stopped", evidence.answer_cpu_while_idle_s},
            {"answer left processes", evidence.answer_left_children}};
    if (evidence.answer_failure.outcome != Outcome::answered || !evidence.answer_failure.expected.empty()) {
        json["answer failed"] = evidence.answer_failure;
    }
    if (evidence.reference_failure.outcome != Outcome::answered) json["reference failed"] = evidence.reference_failure;
}

void to_json(nlohmann::json& json, RulesEvidence const& evidence) {
    auto list = nlohmann::json::array();
    for (auto const& finding : evidence.findings) {
        list.push_back(
            {{"rule", finding.rule}, {"line", finding.line}, {"text", printable(finding.text)}, {"why", finding.why}});
    }
    json = {{"findings", list}, {"fence used", evidence.fence_used}};
    if (!evidence.trouble.empty()) json["trouble"] = printable(evidence.trouble);
}

void to_json(nlohmann::json& json, OutcomesEvidence const& evidence) {
    json = {{"proved", evidence.proved},
            {"schedules", evidence.schedules},
            {"failures", evidence.failures},
            {"schedule", evidence.schedule},
            {"interleaving", evidence.interleaving}};
    if (!evidence.silenced.empty()) json["silenced"] = printable(evidence.silenced);
    if (!evidence.trouble.empty()) json["trouble"] = printable(evidence.trouble);
}

}  // namespace hb::judge
