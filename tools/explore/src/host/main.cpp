/// explore [OPTION]... PROGRAM [ARGUMENT]...

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <csignal>
#include <iostream>
#include <span>
#include <string_view>

#include "explore/explore.hpp"

namespace {

using namespace hb::explore;

constexpr std::string_view usage =
    "explore [OPTION]... PROGRAM [ARGUMENT]...\n"
    "Runs a program that is linked with hb_explore in many interleavings of its threads.\n"
    "  --search=STRATEGY                 thorough, random, pct, depth_first or dpor (thorough)\n"
    "  --engine=fibers|os_threads        what runs the threads (fibers, where they can run)\n"
    "  --preemptions=N                   bound of depth_first (none)\n"
    "  --executions=N                    at most, in each search (100000)\n"
    "  --seconds=N                       at most, for each search (20; 0: no limit)\n"
    "  --steps=N                         at most, in one execution (20000)\n"
    "  --seed=N                          of random and pct (1)\n"
    "  --depth=N                         of the bugs that pct looks for (3)\n"
    "  --weak                            atomic loads may read older values, as C++20 lets them\n"
    "  --spurious=N                      so many wakeups that nobody caused, in each execution (0)\n"
    "  --early-timeouts=N                so many waits may time out although others could go on (0)\n"
    "  --as-found                        show failures as they were found\n"
    "  --all                             go on after the first failure: all outcomes\n"
    "  --no-consequence                  do not search for the consequence of a race\n"
    "  --allow=TEXT                      an output that is right, | for a line feed; others fail (given again: any of "
    "them)\n"
    "  --jobs=N                          processes that search at the same time (1; 0: one for each usable core)\n"
    "  --schedule=S [--repeats=N]        run this schedule\n"
    "  --json                            for programs\n"
    "Exit status: 0 no failure, 1 failure, 2 error, 3 inconclusive (not modelled, too long, ...),\n"
    "130 interrupted: Ctrl-C ends a search with what it knows, a second one at once.\n"
    "Examples:\n"
    "  explore --search=dpor ./counter\n"
    "  explore --search=depth_first --jobs=0 --seconds=0 --executions=100000000 ./counter\n"
    "  explore --all --allow=1 --allow=2 ./counter\n";

volatile std::sig_atomic_t interrupts = 0;

void note_interrupt(int /*signal*/) {
    interrupts = interrupts + 1;
}

void catch_interrupts() {
    struct sigaction action{};
    action.sa_handler = note_interrupt;  // without SA_RESTART: a wait ends, so that its loop can look
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

/// One line, written again and again; nothing of a search that takes less than a second.
void show_on_terminal(Progress const& progress) {
    if (progress.time < std::chrono::seconds{1}) return;
    std::cerr << "\r\033[K" << to_text(progress) << std::flush;
}

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
    if (name == "--as-found") {
        settings.minimise = false;
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
        return true;
    }
    if (name == "--steps") return read(value, settings.steps);
    if (name == "--seed") return read(value, settings.seed);
    if (name == "--spurious") return read(value, settings.spurious);
    if (name == "--early-timeouts") return read(value, settings.early_timeouts);
    if (name == "--depth") return read(value, settings.depth);
    if (name == "--jobs") return read(value, settings.jobs) && settings.jobs >= 0;
    if (name == "--allow") {
        settings.allowed.emplace_back(value);
        return true;
    }
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
    catch_interrupts();
    settings.interrupts = [] { return static_cast<int>(interrupts); };
    auto const shows = !json && isatty(STDERR_FILENO) == 1;
    if (shows) settings.on_progress = show_on_terminal;
    auto const result = explore(left.front(), {left.begin() + 1, left.end()}, settings);
    if (shows) std::cerr << "\r\033[K";
    std::cout << (json ? to_json(result) : to_text(result));
    if (result.interrupted) return 130;
    if (!result.error.empty()) return 2;
    if (result.inconclusive()) return 3;
    return result.failures.empty() ? 0 : 1;
}
