#include "explore/explore.hpp"

#include <sys/wait.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <map>
#include <set>

#include "object_names.hpp"
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
    text += std::string{" engine="} + std::string{name_of(settings.engine)};
    add("preemptions", settings.preemptions.value_or(-1));
    add("executions", settings.executions);
    add("seconds", settings.time_limit.count());
    add("seed", settings.seed);
    add("steps", settings.steps);
    add("weak", int{settings.weak_memory});
    add("stop", int{settings.stop_at_failure});
    add("consequence", int{settings.look_past_races});
    add("report", report_descriptor);
    add("repeats", settings.repeats);
    add("pause", int{settings.pause});
    add("must_return", int{settings.must_return});
    for (auto const& word : settings.planted_before)
        text += " before=" + word;
    for (auto const& word : settings.planted_after)
        text += " after=" + word;
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

bool is_below(Place const& place, std::filesystem::path const& folder) {
    return !folder.empty() && place.file.starts_with(folder.string() + '/');
}

OperationSeen named(RawOperation const& raw, Symbols const& symbols, std::filesystem::path const& harness) {
    OperationSeen operation{raw.kind, raw.size, {}, {}, {}};
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

using Objects = std::map<std::string, unsigned>;

/// With the smallest size that is accessed there: of an object and its first member, the member.
Objects objects_of(ReportReader::Names const& names) {
    Objects objects;
    auto const add = [&objects](std::string const& object, unsigned size) {
        if (object.empty()) return;
        auto& known = objects.emplace(object, size).first->second;
        known = std::min(known, size);
    };
    for (auto const& unnamed : names.operations)
        add(unnamed.raw.object, unnamed.raw.size);
    for (auto const& held : names.held)
        add(held.object, 1);
    return objects;
}

void name_all(std::filesystem::path const& program, std::filesystem::path const& harness, ReportReader& reader) {
    auto const failures = reader.unnamed();
    if (failures.empty()) return;
    std::set<std::uint64_t> code;
    std::set<std::uint64_t> data;
    for (auto const& names : failures) {
        for (auto const& unnamed : names.operations)
            code.insert(unnamed.raw.places.begin(), unnamed.raw.places.end());
        for (auto const& block : names.blocks) {
            code.insert(block.place);
            code.insert(block.callers.begin(), block.callers.end());
        }
        for (auto const& [object, size] : objects_of(names))
            if (is_global(object)) data.insert(offset_in(object));
    }
    code.erase(0);  // unknown
    auto const symbols = look_up(program, code, data);
    DebugInfo const debug_info{program};
    for (auto const& names : failures) {
        auto objects = names_of(objects_of(names), names.blocks, debug_info, symbols);
        for (auto const& unnamed : names.operations) {
            *unnamed.operation = named(unnamed.raw, symbols, harness);
            unnamed.operation->object = objects[unnamed.raw.object];
        }
        for (auto const& held : names.held)
            *held.name = objects[held.object];
    }
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
    if (settings.names) name_all(program, settings.harness, reader);
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
