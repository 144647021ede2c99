#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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
        names_.push_back({.mutex = mutex, .name = name_of_mutex(report, places, mutex)});
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
    return found != names_.end() && !found->name.empty() && std::ranges::count(names_, found->name, &Named::name) == 1;
}

std::string MutexNames::words(std::string_view mutex) const {
    auto const found = std::ranges::find(names_, mutex, &Named::mutex);
    if (found == names_.end()) return std::string(mutex);
    return tell_apart(mutex) ? '\'' + found->name + '\'' : quoted(found->name, mutex);
}

std::string MutexNames::list(std::vector<std::string> const& mutexes) const {
    std::vector<std::string> all;
    std::ranges::transform(mutexes, std::back_inserter(all), [&](auto const& mutex) { return words(mutex); });
    return hb::tsan::list(all);
}

}  // namespace hb::tsan
