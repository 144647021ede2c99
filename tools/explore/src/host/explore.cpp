#include "explore/explore.hpp"

#include <sys/wait.h>

#include <algorithm>
#include <charconv>
#include <cstring>

#include "process.hpp"
#include "report_reader.hpp"
#include "symbols.hpp"

namespace hb::explore {
namespace {

constexpr int report_descriptor = 3;  // the first that is not a standard one

std::string environment(Settings const& settings) {
    auto text = std::string{"HB_EXPLORE=search="} + std::string{name_of(settings.strategy)};
    auto const add = [&text](char const* name, auto value) {
        text += std::string{" "} + name + "=" + std::to_string(value);
    };
    add("preemptions", settings.preemptions.value_or(-1));
    add("executions", settings.executions);
    add("seconds", settings.time_limit.count());
    add("seed", settings.seed);
    add("steps", settings.steps);
    add("stop", int{settings.stop_at_failure});
    add("must_return", int{settings.must_return});
    add("consequence", int{settings.look_past_races});
    add("report", report_descriptor);
    add("repeats", settings.repeats);
    add("pause", int{settings.pause});
    if (settings.schedule) text += " schedule=" + to_text(*settings.schedule);
    return text;
}

std::uint64_t offset_in(std::string_view object) {
    std::uint64_t offset = 0;
    std::from_chars(object.data() + 1, object.data() + object.size(), offset, 16);
    return offset;
}

bool is_global(std::string_view object) {
    return object.starts_with('g');
}

std::string name_of_object(std::string const& object, Symbols const& symbols) {
    if (object.empty()) return {};
    auto const rest = object.substr(1);
    switch (object.front()) {
        case 't':
            return "thread " + rest;
        case 'h':
            return "heap+0x" + rest;
        case 's':
            return "stack of thread " + rest.substr(0, rest.find(','));
        case 'g': {
            auto const address = offset_in(object);
            auto const found = symbols.data.find(address);
            if (found == symbols.data.end() || found->second.name.empty()) return "global 0x" + rest;
            auto const offset = address - found->second.start;
            return offset == 0 ? found->second.name : found->second.name + "+" + std::to_string(offset);
        }
        default:
            return "library's memory";
    }
}

/// Of the standard library or the C library, or of what models them.
bool is_system_code(Place const& place) {
    return place.file.empty() || place.file.starts_with("/usr/") ||
           place.file.find("/explore/shims/") != place.file.npos;
}

bool is_below(Place const& place, std::filesystem::path const& folder) {
    return !folder.empty() && place.file.starts_with(folder.string() + '/');
}

OperationSeen named(RawOperation const& raw, Symbols const& symbols, std::filesystem::path const& harness) {
    OperationSeen operation{raw.kind, raw.size, name_of_object(raw.object, symbols), {}, {}};
    for (auto const address : raw.places) {
        auto const found = symbols.code.find(address);
        if (found == symbols.code.end()) continue;
        operation.stack.insert(operation.stack.end(), found->second.begin(), found->second.end());
    }
    auto const own = std::ranges::find_if(operation.stack, [&harness](Place const& place) {
        return !is_system_code(place) && !is_below(place, harness);
    });
    auto const any = std::ranges::find_if_not(operation.stack, is_system_code);
    if (own != operation.stack.end())
        operation.place = *own;
    else if (any != operation.stack.end())
        operation.place = *any;
    return operation;
}

void name_all(std::filesystem::path const& program, std::filesystem::path const& harness, ReportReader& reader) {
    auto const names = reader.unnamed();
    std::set<std::uint64_t> code;
    std::set<std::uint64_t> data;
    for (auto const& unnamed : names.operations) {
        for (auto const place : unnamed.raw.places)
            if (place != 0) code.insert(place);
        if (is_global(unnamed.raw.object)) data.insert(offset_in(unnamed.raw.object));
    }
    for (auto const& held : names.held)
        if (is_global(held.object)) data.insert(offset_in(held.object));
    auto const symbols = look_up(program, code, data);
    for (auto const& unnamed : names.operations)
        *unnamed.operation = named(unnamed.raw, symbols, harness);
    for (auto const& held : names.held)
        *held.name = name_of_object(held.object, symbols);
}

}  // namespace

bool Result::proved() const {
    return error.empty() && failures.empty() && !searches.empty() && searches.front().exhausted &&
           !searches.front().forgot_accesses;
}

OutcomeSeen const* Result::inconclusive() const {
    if (!failures.empty()) return nullptr;
    for (auto const& search : searches)
        for (auto const& outcome : search.outcomes)
            if (is_inconclusive(outcome.ending)) return &outcome;
    return nullptr;
}

Result explore(std::filesystem::path const& program, std::vector<std::string> const& arguments,
               Settings const& settings) {
    Result result;
    ProcessStart start;
    start.command = settings.entrance;
    start.command.push_back(program.string());
    start.command.insert(start.command.end(), arguments.begin(), arguments.end());
    start.environment = environment(settings);
    start.read_descriptor = report_descriptor;
    start.patience = settings.patience;
    ReportReader reader{result};
    auto const end = run_process(start, [&](std::string_view line) {
        if (!reader.take(line) && result.error.empty())
            result.error = "a line that is not understood: " + std::string{line};
    });
    name_all(program, settings.harness, reader);
    if (!result.error.empty()) return result;
    if (!end.started)
        result.error = program.string() + " cannot be started";
    else if (end.timed_out)
        result.error = program.string() + " took longer than " + std::to_string(settings.patience.count()) + " ms";
    else if (!reader.complete() && WIFSIGNALED(end.status))
        result.error = program.string() + " was killed: " + strsignal(WTERMSIG(end.status));
    else if (!reader.complete())
        result.error = program.string() + " did not report: is it linked with the explorer's runtime?";
    return result;
}

}  // namespace hb::explore
