#include "terminal.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>

namespace hb::cli {
namespace {

std::string with_code(std::string_view text, char const* code) {
    return colours() ? fmt::format("\033[{}m{}\033[0m", code, text) : std::string{text};
}

/// A result's time (UTC) on the wall's clock: 10:42, or with the day if that is another one.
std::string local_time(std::string const& utc) {
    std::tm broken_down{};
    if (::strptime(utc.c_str(), "%Y-%m-%dT%H:%M:%SZ", &broken_down) == nullptr) return utc;
    auto const then = fmt::localtime(::timegm(&broken_down));
    auto const day = fmt::format("{:%F}", then);
    bool const today = day == fmt::format("{:%F}", fmt::localtime(std::time(nullptr)));
    return today ? fmt::format("{:%H:%M}", then) : fmt::format("{:%F %H:%M}", then);
}

}  // namespace

bool colours() {
    static bool const wanted = ::isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr;
    return wanted;
}

std::string bold(std::string_view text) {
    return with_code(text, "1");
}
std::string dim(std::string_view text) {
    return with_code(text, "2");
}

std::string coloured(std::string_view text, grade::Result result) {
    switch (result) {
        case grade::Result::pass:
            return with_code(text, "32");
        case grade::Result::fail:
            return with_code(text, "1;31");
        case grade::Result::inconclusive:
            return with_code(text, "33");
        case grade::Result::not_applicable:
            return with_code(text, "2");
    }
    return std::string{text};
}

std::string wrapped(std::string_view text, std::size_t indent) {
    std::string const margin(indent, ' ');
    std::string result;
    auto const room = terminal_columns - indent;
    while (!text.empty()) {
        auto end = text.size();
        if (end > room) {
            end = text.rfind(' ', room);
            if (end == std::string_view::npos || end == 0) end = room;
        }
        result += margin + std::string{text.substr(0, end)} + '\n';
        text.remove_prefix(end);
        if (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    }
    return result;
}

std::string hanging(std::string_view head, std::size_t columns, std::string_view text) {
    return wrapped(text, columns).replace(0, columns, head);
}

std::string shown(grade::Verdict const& verdict) {
    constexpr std::size_t sentence_column = 36;
    auto const result = verdict.result == grade::Result::fail ? "FAIL" : std::string{grade::name_of(verdict.result)};
    auto const head = fmt::format("  {:<18} ", grade::name_of(verdict.kind)) +
                      coloured(fmt::format("{:<15}", result), verdict.result);
    auto sentence = verdict.sentence;
    if (!verdict.unchanged_since.empty()) {
        sentence += fmt::format(" (unchanged since {})", local_time(verdict.unchanged_since));
    }
    auto text = hanging(head, sentence_column, sentence);
    for (auto const& detail : verdict.details)
        text += wrapped(detail, 6);
    return text;
}

std::string time_of_day() {
    return fmt::format("{:%T}", fmt::localtime(std::time(nullptr)));
}

void show_progress(std::string_view text) {
    if (::isatty(STDERR_FILENO) == 1) {
        fmt::print(stderr, "\r\033[K{}", text.substr(0, terminal_columns - 1));
    } else if (!text.empty()) {
        fmt::print(stderr, "{}\n", text);
    }
    std::fflush(stderr);
}

}  // namespace hb::cli
