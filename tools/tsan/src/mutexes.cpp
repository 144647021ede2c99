#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "expression.hpp"
#include "lock_site.hpp"
#include "tsan/text.hpp"
#include "wording.hpp"

namespace hb::tsan {
namespace {

constexpr std::size_t longest_name = 30;
constexpr int largest_mutex = 56;  // bytes: a std::shared_mutex

/// True for a report about one mutex: its own stacks and its location are that mutex's.
[[nodiscard]] bool is_about_a_mutex(Report const& report) {
    return report.accesses.empty() && report.lock_order.empty();
}

/// The name of the global that is the mutex itself, not something larger that holds it.
[[nodiscard]] std::string global_mutex(Report const& report) {
    auto const size = size_of_location(report.location);
    return is_about_a_mutex(report) && size > 0 && size <= largest_mutex ? name_of_global(report.location)
                                                                         : std::string{};
}

/// True if the file has a parameter of this name that refers to something, "std::mutex& from": for "from.lock", too.
[[nodiscard]] bool begins_with_parameter(std::string_view name, std::string_view source) {
    auto const path = tokens_of(name);
    auto const tokens = tokens_of_source(source);
    for (std::size_t at = 2; at < tokens.size() && !path.empty(); ++at) {
        bool const refers = is_sign(tokens, at - 1, "&") || is_sign(tokens, at - 1, "*");
        bool const ends = is_sign(tokens, at + 1, ",") || is_sign(tokens, at + 1, ")");
        bool const type = is_word(tokens, at - 2) || is_sign(tokens, at - 2, ">");
        if (is_word(tokens, at, path.front().text) && refers && ends && type) return true;
    }
    return false;
}

/// True if the lines of a circle call the mutex by the name of a parameter.
[[nodiscard]] bool is_local(Report const& report, Places const& places, std::string_view mutex, std::string_view name) {
    return std::ranges::any_of(report.lock_order, [&](LockStep const& step) {
        auto const frame = step.acquired == mutex ? places.shown(step.stack) : std::nullopt;
        return frame && begins_with_parameter(name, places.file(*frame));
    });
}

/// What the lines at which the report sees this mutex call it. In a circle of locks they have to agree: a function that
/// locks its two arguments calls each mutex by both names.
[[nodiscard]] std::string name_of_mutex(Report const& report, Places const& places, std::string_view mutex) {
    if (auto global = global_mutex(report); !global.empty()) return global;
    std::vector<std::vector<Frame> const*> stacks;
    if (is_about_a_mutex(report)) stacks = {&report.stack, &report.second_stack};
    for (auto const& other : report.mutexes) {
        if (other.name == mutex) stacks.push_back(&other.first_use);
    }
    for (auto const& step : report.lock_order) {
        if (step.acquired == mutex) stacks.push_back(&step.stack);
        if (step.held == mutex) stacks.push_back(&step.held_since);
    }
    std::string found;
    for (auto const* stack : stacks) {
        auto name = places.mutex(*stack);
        if (!found.empty() && !name.empty() && name != found && !report.lock_order.empty()) return {};
        if (found.empty()) found = std::move(name);
    }
    return found;
}

}  // namespace

std::string Places::mutex(std::vector<Frame> const& stack) const {
    auto const frame = shown(stack);
    if (!frame) return {};
    return fit(mutex_at(source(*frame), frame->column, called_function(stack, *frame)), longest_name);
}

std::string quoted(std::string_view name, std::string_view mutex) {
    return name.empty() ? std::string(mutex) : '\'' + std::string(name) + "' (" + std::string(mutex) + ')';
}

MutexNames::MutexNames(Report const& report, Places const& places) {
    auto const add = [&](std::string const& mutex) {
        if (std::ranges::find(names_, mutex, &Named::mutex) != names_.end()) return;
        auto name = name_of_mutex(report, places, mutex);
        auto const known = std::ranges::find(report.mutexes, mutex, &Mutex::name);
        bool const destroyed = known != report.mutexes.end() && known->destroyed;
        bool const local = is_local(report, places, mutex, name);
        names_.push_back({.mutex = mutex, .name = std::move(name), .destroyed = destroyed, .local = local});
    };
    for (auto const& mutex : report.mutexes)
        add(mutex.name);
    for (auto const& step : report.lock_order) {
        add(step.acquired);
        add(step.held);
    }
}

bool MutexNames::tell_apart(std::string_view mutex) const {
    auto const found = std::ranges::find(names_, mutex, &Named::mutex);
    return found != names_.end() && !found->local && !found->name.empty() &&
           std::ranges::count(names_, found->name, &Named::name) == 1;
}

std::string MutexNames::words(std::string_view mutex) const {
    auto const found = std::ranges::find(names_, mutex, &Named::mutex);
    if (found == names_.end()) return std::string(mutex);
    if (found->destroyed) return "a mutex that was destroyed later";  // its number in the report has 16 digits
    return tell_apart(mutex) ? '\'' + found->name + '\'' : quoted(found->name, mutex);
}

std::string MutexNames::list(std::vector<std::string> const& mutexes) const {
    std::vector<std::string> all;
    std::ranges::transform(mutexes, std::back_inserter(all), [&](auto const& mutex) { return words(mutex); });
    return hb::tsan::list(all);
}

}  // namespace hb::tsan
