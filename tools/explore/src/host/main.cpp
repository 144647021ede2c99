/// explore [OPTION]... PROGRAM [ARGUMENT]...

#include <algorithm>
#include <charconv>
#include <iostream>
#include <span>
#include <string_view>

#include "explore/explore.hpp"

namespace {

using namespace hb::explore;

constexpr std::string_view usage =
    "explore [OPTION]... PROGRAM [ARGUMENT]...\n"
    "Runs a program that is linked with hb_explore in many interleavings of its threads.\n"
    "  --search=random|depth_first|dpor  how (random)\n"
    "  --engine=fibers|os_threads        what runs the threads (fibers, where they can run)\n"
    "  --preemptions=N                   bound of depth_first (none)\n"
    "  --executions=N                    at most, in each search (100000)\n"
    "  --seconds=N                       at most, for each search (20; 0: no limit)\n"
    "  --steps=N                         at most, in one execution (20000)\n"
    "  --seed=N                          of random (1)\n"
    "  --weak                            atomic loads may read older values, as C++20 lets them\n"
    "  --all                             go on after the first failure: all outcomes\n"
    "  --no-consequence                  do not search for the consequence of a race\n"
    "  --schedule=S [--repeats=N]        run this schedule\n"
    "  --json                            for programs\n"
    "Exit status: 0 no failure, 1 failure, 2 error, 3 inconclusive (not modelled, too long, ...).\n";

template <typename Number>
bool read(std::string_view text, Number& number) {
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size();
}

bool read_option(std::string_view option, Settings& settings, bool& json) {
    auto const equals = option.find('=');
    auto const name = option.substr(0, equals);
    auto const value = equals == option.npos ? std::string_view{} : option.substr(equals + 1);
    if (name == "--json") return json = true;
    if (name == "--weak") return settings.weak_memory = true;
    if (name == "--all") {
        settings.stop_at_failure = false;
        return true;
    }
    if (name == "--no-consequence") {
        settings.look_past_races = false;
        return true;
    }
    if (name == "--search") {
        auto const found = std::find(strategy_names.begin(), strategy_names.end(), value);
        if (found == strategy_names.end()) return false;
        settings.strategy = static_cast<Strategy>(found - strategy_names.begin());
        return true;
    }
    if (name == "--engine") {
        auto const engine = engine_named(value);
        if (engine) settings.engine = *engine;
        return engine.has_value();
    }
    if (name == "--schedule") {
        settings.schedule = parse_schedule(value);
        return settings.schedule.has_value();
    }
    if (name == "--preemptions") return read(value, settings.preemptions.emplace());
    if (name == "--executions") return read(value, settings.executions);
    if (name == "--seconds") {
        std::uint32_t seconds = 0;
        if (!read(value, seconds)) return false;
        settings.time_limit = std::chrono::seconds{seconds};
        settings.patience = 2 * settings.time_limit + std::chrono::seconds{60};
        return true;
    }
    if (name == "--steps") return read(value, settings.steps);
    if (name == "--seed") return read(value, settings.seed);
    if (name == "--repeats") return read(value, settings.repeats);
    return false;
}

}  // namespace

int main(int argument_count, char** arguments) {
    Settings settings;
    bool json = false;
    auto left = std::span{arguments, static_cast<std::size_t>(argument_count)}.subspan(1);
    for (; !left.empty() && std::string_view{left.front()}.starts_with("--"); left = left.subspan(1)) {
        if (read_option(left.front(), settings, json)) continue;
        std::cerr << "explore: " << left.front() << " is not understood\n\n" << usage;
        return 2;
    }
    if (left.empty()) {
        std::cerr << usage;
        return 2;
    }
    auto const result = explore(left.front(), {left.begin() + 1, left.end()}, settings);
    std::cout << (json ? to_json(result) : to_text(result));
    if (!result.error.empty()) return 2;
    if (result.inconclusive()) return 3;
    return result.failures.empty() ? 0 : 1;
}
