#include "sessions.hpp"

#include <poll.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstring>

#include "../one_line.hpp"
#include "naming.hpp"
#include "report_reader.hpp"

namespace hb::explore {
namespace {

constexpr int report_descriptor = 3;  // the first that is not a standard one

std::string hexadecimal(std::string_view text) {
    constexpr std::string_view digits{"0123456789abcdef"};
    std::string result;
    for (auto const character : text) {
        auto const byte = static_cast<unsigned char>(character);
        result += digits[byte / digits.size()];
        result += digits[byte % digits.size()];
    }
    return result;
}

std::string environment(Settings const& settings, Role role) {
    auto text = std::string{"HB_EXPLORE=search="} + std::string{name_of(settings.strategy)};
    auto const add = [&text](char const* name, auto value) {
        text += std::string{" "} + name + "=" + std::to_string(value);
    };
    text += std::string{" engine="} + std::string{name_of(settings.engine)};
    add("preemptions", settings.preemptions.value_or(-1));
    add("executions", settings.executions);
    add("seconds", settings.time_limit.count());
    add("seed", settings.seed);
    add("depth", settings.depth);
    add("spurious", settings.spurious);
    add("early_timeouts", settings.early_timeouts);
    add("rest", role == Role::beginning ? 0 : 1);
    add("minimise", int{settings.minimise});
    add("steps", settings.steps);
    add("weak", int{settings.weak_memory});
    add("stop", int{settings.stop_at_failure});
    add("consequence", int{settings.look_past_races});
    add("report", report_descriptor);
    add("host", 1);
    add("worker", role == Role::worker ? 1 : 0);
    add("repeats", settings.repeats);
    add("pause", int{settings.pause});
    add("must_return", int{settings.must_return});
    for (auto const& word : settings.planted_before)
        text += " before=" + word;
    for (auto const& word : settings.planted_after)
        text += " after=" + word;
    for (auto const& output : settings.allowed)
        text += " allow=" + hexadecimal(one_line(output));
    if (settings.schedule) text += " schedule=" + to_text(*settings.schedule);
    return text;
}

}  // namespace

Sessions::Sessions(std::filesystem::path const& program, std::vector<std::string> const& arguments,
                   Settings const& settings, int count, Role role,
                   std::function<void(std::size_t, std::string_view)> line)
    : program_{program.string()}, settings_{settings}, line_{std::move(line)} {
    ProcessStart start;
    start.command = settings.entrance;
    start.command.push_back(program_);
    start.command.insert(start.command.end(), arguments.begin(), arguments.end());
    start.environment = environment(settings, role);
    start.descriptor = report_descriptor;
    for (auto left = count; left > 0; --left) {
        processes_.push_back(std::make_unique<Process>(start));
        speaks_.push_back(processes_.back()->started());
    }
}

bool Sessions::must_be_killed() {
    constexpr std::chrono::seconds patience_after_stop{3};  // an execution takes less, and a replay
    auto const now = Clock::now();
    auto const asked = settings_.interrupts ? settings_.interrupts() : 0;
    if (asked > 0 && !interrupted_) {
        interrupted_ = true;
        stop_said_ = now;
        for (auto const& process : processes_)
            process->say("stop");
    }
    if (interrupted_ && (asked > 1 || now - stop_said_ > patience_after_stop)) {
        killed_ = "it was interrupted, and killed: what it had seen is lost";
    } else if (now - last_word_ > settings_.patience) {
        killed_ = program_ + " said nothing for " + std::to_string(settings_.patience.count()) + " ms";
    } else if (settings_.time_limit.count() > 0 && now - began_ > 2 * settings_.time_limit + settings_.patience) {
        killed_ = program_ + " did not end when its time was up";  // two searches
    }
    return !killed_.empty();
}

bool Sessions::listen() {
    constexpr int between_looks_ms = 100;  // at a wish to stop: unnoticed by a person
    std::vector<pollfd> waiting;
    std::vector<std::size_t> numbers;
    for (std::size_t number = 0; number < processes_.size(); ++number) {
        if (!speaks_[number]) continue;
        waiting.push_back({processes_[number]->descriptor(), POLLIN, 0});
        numbers.push_back(number);
    }
    if (waiting.empty()) return false;
    auto const ready = poll(waiting.data(), waiting.size(), between_looks_ms);
    for (std::size_t index = 0; ready > 0 && index < waiting.size(); ++index) {
        if (waiting[index].revents == 0) continue;
        auto const number = numbers[index];
        last_word_ = Clock::now();
        speaks_[number] = processes_[number]->read([&](std::string_view line) { line_(number, line); });
    }
    if (!must_be_killed()) return true;
    for (auto const& process : processes_)
        process->kill();
    return false;
}

std::string Sessions::trouble(std::size_t number, bool complete) {
    auto& process = *processes_[number];
    if (!process.started()) return program_ + " cannot be started";
    auto const status = process.wait();
    if (!killed_.empty()) return killed_;
    if (complete) return {};
    if (WIFSIGNALED(status)) return program_ + " was killed: " + strsignal(WTERMSIG(status));
    return program_ + " did not report: is it linked with the explorer's runtime?";
}

Result explore_alone(std::filesystem::path const& program, std::vector<std::string> const& arguments,
                     Settings const& settings, Role role) {
    Result result;
    ReportReader reader{result};
    Sessions sessions{program, arguments, settings, 1, role, [&](std::size_t, std::string_view line) {
                          if (!reader.take(line) && result.error.empty())
                              result.error = "a line that is not understood: " + std::string{line};
                          if (settings.on_progress && line.starts_with("progress\t"))
                              settings.on_progress(*reader.progress());
                      }};
    while (sessions.listen()) {
    }
    auto const trouble = sessions.trouble(0, reader.complete());
    // A killed program's searches are known by what it said last.
    result.interrupted = result.interrupted || (sessions.interrupted() && !reader.complete());
    if (auto const& last = reader.progress()) {
        SearchSeen seen;
        seen.name = last->search;
        seen.executions = last->executions;
        seen.redundant = last->redundant;
        seen.time = last->time;
        result.searches.push_back(seen);
    }
    if (settings.names) name_all(program, settings.harness, reader);
    if (result.error.empty()) result.error = trouble;
    return result;
}

}  // namespace hb::explore
