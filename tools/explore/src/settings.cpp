#include "settings.hpp"

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
    if (text == "random") {
        strategy = Strategy::random;
        return true;
    }
    strategy = text == "dpor" ? Strategy::dpor : Strategy::depth_first;
    return text == "dpor" || text == "depth_first";
}

bool read_word(std::string_view name, std::string_view value, RuntimeSettings& settings) {
    if (name == "search") return read_strategy(value, settings.strategy);
    if (name == "preemptions") return read_number(value, settings.preemptions);
    if (name == "executions") return read_number(value, settings.executions);
    if (name == "seconds") return read_number(value, settings.seconds);
    if (name == "seed") return read_number(value, settings.seed);
    if (name == "steps") return read_number(value, settings.steps);
    if (name == "stop") return read_flag(value, settings.stop_at_failure);
    if (name == "must_return") return read_flag(value, settings.must_return);
    if (name == "consequence") return read_flag(value, settings.look_past_races);
    if (name == "past_races") return read_flag(value, settings.past_races);
    if (name == "report") return read_number(value, settings.report_descriptor);
    if (name == "pause") return read_flag(value, settings.pause);
    if (name == "repeats") return read_number(value, settings.repeats);
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
