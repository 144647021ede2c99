#include "last_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace hb::grade {
namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::size_t longest_line = 200;  // bytes

// The words of the C library for EAGAIN: what std::thread's constructor throws.
constexpr std::string_view no_more_threads = "Resource temporarily unavailable";

// The words of libstdc++, and those of glibc.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> meanings = {{
    {"terminate called without an active exception",
     "A std::thread was destroyed while it could still be joined: join() it first."},
    {"terminate called recursively", "Several threads ended the program at once, each by an exception."},
    {"terminate called after throwing",
     "No handler caught it: a thread's function, a destructor and noexcept let none out."},
    {"FATAL: exception not rethrown",
     "pthread_exit, or a cancelled thread, met a handler that catches everything: return instead."},
}};

std::string last_line(std::string_view text) {
    auto const end = text.find_last_not_of(" \n\r");
    if (end == npos) return {};
    auto const newline = text.rfind('\n', end);
    auto const begin = newline == npos ? 0 : newline + 1;
    return std::string{text.substr(begin, std::min(end + 1 - begin, longest_line))};
}

}  // namespace

bool was_refused_a_thread(judge::Exchange const& exchange) {
    bool const threw = exchange.outcome == judge::Outcome::threw;
    bool const crashed = exchange.outcome == judge::Outcome::crashed;
    return (threw && exchange.detail.find(no_more_threads) != npos) ||
           (crashed && exchange.output.find(no_more_threads) != npos);
}

std::vector<std::string> last_words(judge::Exchange const& exchange) {
    std::vector<std::string> lines;
    bool const ended = exchange.outcome == judge::Outcome::crashed || exchange.outcome == judge::Outcome::exited;
    auto const line = ended ? last_line(exchange.output) : std::string{};
    if (line.empty()) return lines;
    lines.push_back(fmt::format("It printed last: {}", line));
    for (auto const& [words, meaning] : meanings) {
        if (exchange.output.find(words) == npos) continue;
        lines.emplace_back(meaning);
        break;
    }
    return lines;
}

}  // namespace hb::grade
