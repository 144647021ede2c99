#include "wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <iterator>
#include <utility>

#include "frame.hpp"
#include "source_line.hpp"
#include "text.hpp"

namespace hb::tsan {
namespace {

[[nodiscard]] std::string place_words(Frame const& frame) {
    return fmt::format("{}:{}", fit(file_name(frame.file), 40), frame.line);
}

[[nodiscard]] std::string trimmed(std::string_view text) {
    auto const first = text.find_first_not_of(" \t");
    return first == std::string_view::npos ? std::string{} : std::string(text.substr(first));
}

/// The innermost function that is not of the libraries; empty if there is none.
[[nodiscard]] std::string own_function(std::vector<Frame> const& stack) {
    constexpr std::array<std::string_view, 6> libraries = {"std::", "__", "_start", "pthread_", "operator", "clone"};
    for (auto const& frame : stack) {
        auto name = plain_name(frame.function);
        auto const begins = [&](std::string_view library) { return name.starts_with(library); };
        if (!name.empty() && std::ranges::none_of(libraries, begins)) return name;
    }
    return {};
}

/// What the innermost function did to a mutex that TSan had not seen before.
[[nodiscard]] std::string_view first_use_words(std::vector<Frame> const& stack) {
    std::string_view const function = stack.empty() ? std::string_view{} : stack.front().function;
    if (function.ends_with("_init") || function.ends_with("_create")) return "made at";
    if (function.ends_with("lock")) return "locked at";
    return "used at";
}

}  // namespace

void append(Lines& lines, Lines more) {
    std::ranges::move(more, std::back_inserter(lines));
}

Lines together(Lines lines, Lines last) {
    lines.resize(std::min(lines.size(), most_lines - std::min(last.size(), most_lines)));
    append(lines, std::move(last));
    return lines;
}

std::string name_of_global(std::string_view location) {
    constexpr std::string_view opening = "global '";
    if (!location.starts_with(opening)) return {};
    location.remove_prefix(opening.size());
    auto const name = location.substr(0, location.rfind('\''));
    return name == "??" || name == "<null>" ? std::string{} : fit(name, 40);
}

std::string thread_words(std::string_view name) {
    if (name.empty()) return "a thread";
    return fmt::format("{}{}", name == "main thread" ? "the " : "thread ", name);
}

std::string capitalised(std::string text) {
    if (!text.empty()) text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
    return text;
}

std::string list(std::vector<std::string> const& names) {
    constexpr std::size_t most = 3;
    if (names.empty()) return "none";
    if (names.size() == 1) return names.front();
    auto const shown = names.size() > most ? most - 1 : names.size() - 1;
    auto const first = names.begin() + static_cast<std::ptrdiff_t>(shown);
    auto const head = fmt::format("{}", fmt::join(names.begin(), first, ", "));
    return names.size() > most ? fmt::format("{} and {} more", head, names.size() - shown)
                               : head + " and " + names.back();
}

std::optional<Frame> Places::shown(std::vector<Frame> const& stack) const {
    if (!answer_.empty()) {
        if (auto frame = frame_in(stack, answer_)) return frame;
        if (auto frame = frame_in(stack, file_name(answer_))) return frame;
    }
    return frame_in(stack, "");
}

std::string Places::source(Frame const& frame) const {
    // The report may name the student's file by another path than ours, from the folder it was compiled in.
    bool const is_answer = !answer_.empty() && file_name(frame.file) == file_name(answer_);
    auto text = is_answer ? read_source_line(answer_, frame.line) : std::string{};
    return text.empty() ? read_source_line(frame.file, frame.line) : text;
}

std::string Places::remark(std::string_view words, std::vector<Frame> const& stack) const {
    if (auto const frame = shown(stack)) return fmt::format(" ({} at {})", words, place_words(*frame));
    auto const function = own_function(stack);
    return function.empty() ? std::string{} : fmt::format(" ({} in {})", words, fit(function, 40));
}

std::string Places::caller(std::vector<Frame> const& stack) const {
    auto const frame = shown(stack);
    if (!frame) return {};
    auto const here = [&](Frame const& other) { return other.file == frame->file && other.line == frame->line; };
    auto const inner = std::ranges::find_if(stack, here);
    return remark("called", {std::find_if_not(inner, stack.end(), here), stack.end()});
}

std::string Places::line(std::vector<Frame> const& stack) const {
    if (auto const frame = shown(stack)) {
        return fit(fmt::format("      {}   {}", place_words(*frame), trimmed(source(*frame))));
    }
    auto function = own_function(stack);
    if (function.empty() && !stack.empty()) function = plain_name(stack.front().function);
    if (function.empty()) return "      (the report does not say where)";
    return fit(fmt::format("      in {} (without a source line)", function));
}

std::string Places::creation(Report const& report, std::string_view thread) const {
    auto const found = std::ranges::find(report.threads, thread, &Thread::name);
    return found == report.threads.end() ? std::string{} : remark("created", found->created);
}

std::string Places::first_use(Report const& report, std::string_view mutex) const {
    auto const found = std::ranges::find(report.mutexes, mutex, &Mutex::name);
    if (found == report.mutexes.end()) return {};
    auto const frame = shown(found->first_use);
    if (!frame) return {};
    return fit(fmt::format("  {}: {} {}   {}", mutex, first_use_words(found->first_use), place_words(*frame),
                           trimmed(source(*frame))));
}

}  // namespace hb::tsan
