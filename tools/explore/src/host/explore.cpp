#include "explore/explore.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "explore/usable_cores.hpp"
#include "naming.hpp"
#include "object_names.hpp"
#include "sessions.hpp"
#include "symbols.hpp"

namespace hb::explore {
namespace {

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

}  // namespace

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

std::optional<bool> OutcomeSeen::allowed() const {
    if (is_inconclusive(ending)) return std::nullopt;
    return !is_failure(ending);
}

namespace {

/// What one process has seen is the whole answer.
bool is_decided(Result const& result, Settings const& settings) {
    if (!result.error.empty() || result.interrupted || result.searches.empty()) return true;
    auto const& search = result.searches.front();
    return search.exhausted || (settings.stop_at_failure && !result.failures.empty()) ||
           search.executions + search.redundant >= settings.executions;
}

/// The beginning takes a second at most; what is left is one large tree.
Result explore_thoroughly_with_jobs(std::filesystem::path const& program, std::vector<std::string> const& arguments,
                                    Settings settings, int jobs) {
    auto beginning = explore_alone(program, arguments, settings, Role::beginning);
    if (is_decided(beginning, settings)) return beginning;
    settings.strategy = Strategy::dpor;
    return explore_with_jobs(program, arguments, settings, jobs);
}

}  // namespace

Result explore(std::filesystem::path const& program, std::vector<std::string> const& arguments,
               Settings const& settings) {
    auto const jobs = settings.jobs == 0 ? usable_cores() : settings.jobs;
    // A schedule is one execution.
    auto const divisible = !settings.schedule && settings.planted_before.empty() && settings.planted_after.empty();
    if (jobs <= 1 || !divisible) return explore_alone(program, arguments, settings);
    return settings.strategy == Strategy::thorough ? explore_thoroughly_with_jobs(program, arguments, settings, jobs)
                                                   : explore_with_jobs(program, arguments, settings, jobs);
}

}  // namespace hb::explore
