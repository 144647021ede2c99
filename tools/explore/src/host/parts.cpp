#include "parts.hpp"

#include <algorithm>
#include <bit>
#include <charconv>

namespace hb::explore {
namespace {

std::uint64_t bit(unsigned choice) {
    return std::uint64_t{1} << choice;
}

}  // namespace

void Parts::note(PartOfTree const& part) {
    std::vector<std::uint8_t> before;
    for (std::size_t at = 0; at < part.choices.size() && at < part.tried.size(); ++at) {
        taken_[before] |= part.tried[at] | bit(part.choices[at]);
        before.push_back(part.choices[at]);
    }
}

void Parts::add(Place place, PartOfTree part) {
    note(part);
    waiting_.push_back(list_.insert(place, std::move(part)));
}

void Parts::want(PartOfTree part, std::uint64_t wanted, std::uint64_t possible) {
    note(part);
    auto const before = std::vector(part.choices.begin(), part.choices.end() - 1);
    auto& taken = taken_[before];
    if ((possible & taken) != 0) return;
    // Later ones put to sleep what is taken, and never the other way round: one of two orders is always explored.
    for (auto rest = wanted & ~taken; rest != 0; rest &= rest - 1) {
        part.choices.back() = static_cast<std::uint8_t>(std::countr_zero(rest));
        part.tried.back() = taken;
        taken |= bit(part.choices.back());
        waiting_.push_back(list_.insert(list_.end(), part));
    }
}

std::optional<Parts::Place> Parts::next() {
    if (waiting_.empty()) return std::nullopt;
    auto const place = waiting_.front();
    waiting_.pop_front();
    place->state = PartState::running;
    return place;
}

std::optional<PartOfTree> Parts::take_first_done() {
    if (list_.empty() || list_.front().state != PartState::done) return std::nullopt;
    auto part = std::move(list_.front());
    list_.pop_front();
    return part;
}

void Parts::drop(Place first, Place last) {
    for (auto place = first; place != last; ++place)
        place->state = PartState::dropped;
    std::erase_if(waiting_, [](Place place) { return place->state == PartState::dropped; });
}

void Parts::drop_all_but(Place place) {
    drop(list_.begin(), place);
    drop_after(place);
}

std::string command_for(PartOfTree const& part, std::string const& search, Schedule visibility) {
    visibility.choices = part.choices;
    auto const schedule = to_text(visibility);
    if (part.count > 0)
        return "executions\t" + search + '\t' + schedule + '\t' + std::to_string(part.first) + '\t' +
               std::to_string(part.count);
    std::string tried;
    for (auto const mask : part.tried) {
        char digits[24];
        tried.append(digits, std::to_chars(std::begin(digits), std::end(digits), mask, 16).ptr);
        tried += ',';
    }
    return "part\t" + search + '\t' + schedule + '\t' + tried;
}

std::optional<PartOfTree> read_part(std::string const& choices, std::string const& tried) {
    auto schedule = parse_schedule(choices);
    if (!schedule || schedule->choices.empty()) return std::nullopt;
    constexpr auto most_choices = 64;
    if (std::ranges::any_of(schedule->choices, [](auto choice) { return choice >= most_choices; })) return std::nullopt;
    PartOfTree part;
    part.choices = std::move(schedule->choices);
    for (auto const* digit = tried.data(); digit < tried.data() + tried.size();) {
        std::uint64_t mask = 0;
        auto const [end, error] = std::from_chars(digit, tried.data() + tried.size(), mask, 16);
        if (error != std::errc{}) return std::nullopt;
        part.tried.push_back(mask);
        digit = end + 1;
    }
    if (!part.tried.empty() && part.tried.size() != part.choices.size()) return std::nullopt;
    return part;
}

}  // namespace hb::explore
