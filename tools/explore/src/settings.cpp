#include "settings.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

namespace hb::explore {
namespace {

template <typename Number>
bool read_number(std::string_view text, Number& number) {
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size();
}

bool read_flag(std::string_view text, bool& flag) {
    flag = text == "1";
    return flag || text == "0";
}

bool read_strategy(std::string_view text, Strategy& strategy) {
    constexpr std::array<std::string_view, 5> names{"thorough", "random", "pct", "depth_first", "dpor"};
    auto const found = std::find(names.begin(), names.end(), text);
    strategy = static_cast<Strategy>(found - names.begin());
    return found != names.end();
}

bool read_engine(std::string_view text, EngineKind& engine) {
    auto const named = engine_named(text);
    if (named) engine = *named;
    return named.has_value();
}

/// Text in hexadecimal digits: words have blanks between.
bool read_output(std::string_view text, std::string& output) {
    for (; text.size() >= 2; text.remove_prefix(2)) {
        unsigned byte = 0;
        auto const [end, error] = std::from_chars(text.data(), text.data() + 2, byte, 16);
        if (error != std::errc{} || end != text.data() + 2) return false;
        output += static_cast<char>(byte);
    }
    return text.empty();
}

bool read_word(std::string_view name, std::string_view value, RuntimeSettings& settings) {
    if (name == "engine") return read_engine(value, settings.engine);
    if (name == "search") return read_strategy(value, settings.strategy);
    if (name == "preemptions") return read_number(value, settings.preemptions);
    if (name == "executions") return read_number(value, settings.executions);
    if (name == "seconds") return read_number(value, settings.seconds);
    if (name == "seed") return read_number(value, settings.seed);
    if (name == "spurious") return read_number(value, settings.spurious);
    if (name == "early_timeouts") return read_number(value, settings.early_timeouts);
    if (name == "depth") return read_number(value, settings.depth);
    if (name == "rest") return read_flag(value, settings.rest);
    if (name == "minimise") return read_flag(value, settings.minimise);
    if (name == "steps") return read_number(value, settings.steps);
    if (name == "stop") return read_flag(value, settings.stop_at_failure);
    if (name == "consequence") return read_flag(value, settings.look_past_races);
    if (name == "weak") return read_flag(value, settings.weak_memory);
    if (name == "past_races") return read_flag(value, settings.past_races);
    if (name == "report") return read_number(value, settings.report_descriptor);
    if (name == "host") return read_flag(value, settings.host);
    if (name == "worker") return read_flag(value, settings.worker);
    if (name == "allow") return read_output(value, settings.allowed.emplace_back());
    if (name == "pause") return read_flag(value, settings.pause);
    if (name == "repeats") return read_number(value, settings.repeats);
    if (name == "must_return") return read_flag(value, settings.must_return);
    if (name == "before" || name == "after") {
        (name == "before" ? settings.planted_before : settings.planted_after).emplace_back(value);
        return true;
    }
    if (name != "schedule") return false;
    auto schedule = parse_schedule(value);
    if (!schedule) return false;
    settings.schedule = std::move(*schedule);
    settings.strategy = Strategy::replay;
    return true;
}

}  // namespace

bool read_settings(char const* text, RuntimeSettings& settings, std::string& fault) {
    std::string_view left{text ? text : ""};
    while (!left.empty()) {
        auto const word = left.substr(0, left.find(' '));
        left.remove_prefix(std::min(left.size(), word.size() + 1));
        if (word.empty()) continue;
        auto const equals = word.find('=');
        auto const value = equals == word.npos ? std::string_view{} : word.substr(equals + 1);
        if (read_word(word.substr(0, equals), value, settings)) continue;
        fault = word;
        return false;
    }
    return true;
}

}  // namespace hb::explore
