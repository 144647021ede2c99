#include "wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <iterator>
#include <utility>

#include "expression.hpp"
#include "frame.hpp"
#include "library_calls.hpp"
#include "tsan/source_line.hpp"
#include "tsan/text.hpp"

namespace hb::tsan {
namespace {

[[nodiscard]] std::string place_words(Frame const& frame) {
    return fmt::format("{}:{}", fit(file_name(frame.file), 40), frame.line);
}

[[nodiscard]] bool is_of_library(std::string const& function) {
    constexpr std::array<std::string_view, 13> libraries = {
        lost_stack,     "std::", "__",         "_start", "pthread_", "GOMP_",    "operator ",
        "start_thread", "clone", "void std::", "_M_",    "_IO_",     "_GLOBAL__"};
    return std::ranges::any_of(libraries, [&](auto library) { return function.starts_with(library); }) ||
           is_library_call(function);
}

/// The innermost function that is not of the libraries; empty if there is none.
[[nodiscard]] std::string own_function(std::vector<Frame> const& stack) {
    for (auto const& frame : stack) {
        auto name = plain_name(frame.function);
        bool const system = is_system_file(frame.file) || is_system_module(frame.module);
        if (!name.empty() && !system && !is_of_library(name)) return name;
    }
    return {};
}

/// The outermost function that is not of the libraries: with it a thread begins.
[[nodiscard]] std::string first_function(std::vector<Frame> const& stack) {
    for (auto frame = stack.rbegin(); frame != stack.rend(); ++frame) {
        auto name = plain_name(frame->function);
        if (!name.empty() && !is_system_file(frame->file) && !is_of_library(name)) return name;
    }
    return {};
}

/// True for the function of libstdc++ that a std::thread begins with: the compiler may have put the thread's own into
/// it.
[[nodiscard]] bool begins_thread(Frame const& frame) {
    return plain_name(frame.function) == "std::thread::_State_impl::_M_run";
}

/// True for a name that the compiler gave: a lambda, or a part of a function ("main._omp_fn.0").
[[nodiscard]] bool is_nameless(std::string_view function) {
    return function.ends_with("operator()") || function.find("lambda") != std::string_view::npos ||
           function.find('.') != std::string_view::npos;
}

[[nodiscard]] bool is_made_by_openmp(std::vector<Frame> const& created) {
    return std::ranges::any_of(created, [](Frame const& frame) {
        return frame.module.starts_with("libgomp") || frame.module.starts_with("libomp") ||
               frame.function.starts_with("__kmp");
    });
}

/// What the innermost function did to a mutex that TSan had not seen before.
[[nodiscard]] std::string_view first_use_words(std::vector<Frame> const& stack) {
    std::string_view const function = stack.empty() ? std::string_view{} : stack.front().function;
    if (function.ends_with("_init") || function.ends_with("_create")) return "made at";
    if (function.ends_with("lock") && !function.ends_with("unlock")) return "locked at";
    return "used at";
}

[[nodiscard]] bool is_same_place(Frame const& a, Frame const& b) {
    return a.file == b.file && a.line == b.line && a.column == b.column;
}

/// True for a constructor, destructor or assignment that nobody wrote: the compiler puts it at the class's own line.
[[nodiscard]] bool is_unwritten(Frame const& frame, std::string_view line) {
    auto const function = plain_name(frame.function);
    auto const colons = function.rfind("::");
    auto const tokens = tokens_of(line);
    bool const at_class = !tokens.empty() && (tokens.front().text == "struct" || tokens.front().text == "class");
    if (colons == std::string::npos || !at_class) return false;
    auto const own = std::string_view(function).substr(colons + 2);
    auto const owner = std::string_view(function).substr(0, colons);
    auto const name = own.starts_with('~') ? own.substr(1) : own;
    if (own != "operator=" && owner != name && !owner.ends_with("::" + std::string(name))) return false;
    for (std::size_t at = 0; at + 1 < tokens.size(); ++at) {
        bool const written = tokens[at].text == name && tokens[at + 1].text == "(";
        if (written || tokens[at].text == "operator") return false;
    }
    return true;
}

/// True for a name whose size alone the line asks for: "sizeof person.street".
[[nodiscard]] bool is_measured(Tokens const& tokens, std::size_t at) {
    auto const start = start_of_path(tokens, at);
    auto const before = start > 0 && is_sign(tokens, start - 1, "(") ? start - 1 : start;
    return before > 0 && is_word(tokens, before - 1, "sizeof");
}

/// Where the name stands in the line as a whole word, from 1; 0 if it does not. The last place: a lambda's captures
/// come before what it does.
[[nodiscard]] int column_of(std::string_view line, std::string_view name) {
    auto const tokens = tokens_of(line);
    for (auto at = tokens.size(); at-- > 0;) {
        if (tokens[at].text == name && !is_measured(tokens, at)) return static_cast<int>(tokens[at].column);
    }
    return 0;
}

/// The name of a function as a programmer knows it: without what the compiler or the sanitizer put before it.
[[nodiscard]] std::string known_name(std::string_view function) {
    auto name = plain_name(function);
    constexpr std::array<std::pair<std::string_view, std::string_view>, 7> inner_names = {{
        {"__tsan_", ""},
        {"__interceptor_", ""},
        {"std::__cxx11::basic_string", "std::string"},
        {"std::basic_string", "std::string"},
        {"std::_Bit_reference", "std::vector<bool>::reference"},
        {"std::__cxx11::", "std::"},
        {"std::__", "std::"},
    }};
    for (auto const& [inner, known] : inner_names) {
        if (name.starts_with(inner)) name.replace(0, inner.size(), known);
    }
    return name;
}

}  // namespace

void append(Lines& lines, Lines more) {
    std::ranges::move(more, std::back_inserter(lines));
}

Lines together(Lines lines, Lines last, std::size_t room) {
    lines.resize(std::min(lines.size(), room - std::min(last.size(), room)));
    append(lines, std::move(last));
    return lines;
}

std::string name_of_global(std::string_view location) {
    constexpr std::string_view opening = "global '";
    if (!location.starts_with(opening)) return {};
    location.remove_prefix(opening.size());
    auto const name = location.substr(0, location.rfind('\''));
    constexpr std::string_view abi = "[abi:cxx11]";
    return name == "??" || name == "<null>"
               ? std::string{}
               : fit(name.substr(0, name.size() - (name.ends_with(abi) ? abi.size() : 0)), 40);
}

std::string thread_words(std::string_view name) {
    if (name.empty()) return "a thread";
    return fmt::format("{}{}", name == "main thread" ? "the " : "thread ", name);
}

std::string thread_words(Report const& report, std::string_view name) {
    auto const found = std::ranges::find(report.threads, name, &Thread::name);
    if (found == report.threads.end() || found->given_name.empty()) return thread_words(name);
    return fmt::format("{} '{}'", thread_words(name), fit(found->given_name, 24));
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
    auto const innermost = [&](std::vector<Frame> const& frames) {
        auto frame = answer_.empty() ? std::nullopt : frame_in(frames, answer_);
        if (!frame && !answer_.empty()) frame = frame_in(frames, file_name(answer_));
        return frame ? frame : frame_in(frames, "");
    };
    auto frame = innermost(stack);
    if (!frame || !is_unwritten(*frame, source(*frame))) return frame;
    auto const at = std::ranges::find_if(stack, [&](Frame const& other) { return is_same_place(other, *frame); });
    auto outer = innermost({at + 1, stack.end()});
    return outer ? outer : frame;
}

std::string Places::source(Frame const& frame) const {
    for (auto const& path : paths(frame)) {
        if (auto text = read_source_line(path, frame.line); !text.empty()) return text;
    }
    return {};
}

std::string Places::file(Frame const& frame) const {
    for (auto const& path : paths(frame)) {
        if (auto text = read_source(path); !text.empty()) return text;
    }
    return {};
}

std::vector<std::string> Places::paths(Frame const& frame) const {
    // The report may name the student's file by another path than ours, from the folder it was compiled in.
    bool const is_answer = !answer_.empty() && file_name(frame.file) == file_name(answer_);
    return {is_answer ? answer_ : std::string{}, moved_file(folder_, frame.file), frame.file};
}

std::vector<BitFields> Places::bit_fields(std::vector<Frame> const& stack) const {
    std::vector<BitFields> fields;
    std::string last;
    for (auto const& frame : stack) {
        if (frame.file == last || frame.line == 0 || is_system_file(frame.file)) continue;
        last = frame.file;
        append_new(fields, bit_fields_in(file(frame)));
    }
    return fields;
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
    auto const outer = shown({std::find_if_not(inner, stack.end(), here), stack.end()});
    return outer ? fmt::format(" (called at {})", place_words(*outer)) : std::string{};
}

std::string Places::shown_line(Frame const& frame, int column, std::size_t before) const {
    auto const place = std::string(before, ' ') + place_words(frame);
    auto const text = excerpt(source(frame), column, columns - std::min(place.size() + 3, columns));
    return text.empty() ? place : fit(place + "   " + text);
}

std::string Places::line(std::vector<Frame> const& stack, std::string_view name) const {
    if (auto const frame = shown(stack)) {
        return shown_line(*frame, frame->column != 0 ? frame->column : column_of(source(*frame), name), 6);
    }
    if (stack.empty()) return "      (the report does not say where)";
    if (stack.front().function == lost_stack) {
        return "      (ThreadSanitizer has forgotten where; history_size=7 keeps more)";
    }
    // A stripped program has no names: the library's functions that it called are not its own.
    auto const nameless = std::ranges::find_if(stack, [](Frame const& frame) {
        return frame.function.empty() && !frame.module.empty() && !is_system_module(frame.module);
    });
    auto function = own_function({stack.begin(), nameless});
    if (function.empty() && nameless != stack.end()) {
        return fit(fmt::format("      {}+0x{:x} (no name: was it compiled with -g?)", file_name(nameless->module),
                               nameless->offset));
    }
    if (function.empty() && std::ranges::any_of(stack, begins_thread)) {
        return "      in the function that the thread runs (without a source line)";
    }
    if (function.empty()) function = plain_name(stack.front().function);
    if (function == "__tsan_tls_initialization") return "      (when the thread began)";
    if (!function.empty()) return fit(fmt::format("      in {} (without a source line)", function));
    return "      (the report does not say where)";
}

std::string Places::role(Report const& report, std::string_view thread, std::vector<Frame> const& stack) const {
    auto made = creation(report, thread);
    auto const found = std::ranges::find(report.threads, thread, &Thread::name);
    if (made.empty() && found != report.threads.end() && !found->creator.empty()) {
        made = fmt::format(" (created by {})", thread_words(found->creator));
    }
    auto const function = thread == "main thread" ? std::string{} : first_function(stack);
    if (function.empty() || is_nameless(function)) return made;
    auto const runs = fmt::format(" (runs {}", fit(function, 40));
    return made.empty() ? runs + ')' : fmt::format("{}, {}", runs, made.substr(2));
}

std::string Places::creation(Report const& report, std::string_view thread) const {
    auto const found = std::ranges::find(report.threads, thread, &Thread::name);
    if (found == report.threads.end()) return {};
    return is_made_by_openmp(found->created) ? " (created by OpenMP)" : remark("created", found->created);
}

std::string Places::words(std::vector<Frame> const& stack) const {
    auto const frame = shown(stack);
    return frame ? place_words(*frame) : std::string{};
}

std::string Places::first_use(Report const& report, std::string_view mutex, std::string_view words) const {
    auto const found = std::ranges::find(report.mutexes, mutex, &Mutex::name);
    if (found == report.mutexes.end()) return {};
    auto const frame = shown(found->first_use);
    if (!frame) return {};
    auto const before = fmt::format("  {}: {} ", fit(words, columns / 2), first_use_words(found->first_use));
    return before + shown_line(*frame, frame->column, before.size()).substr(before.size());
}

std::string called_function(std::vector<Frame> const& stack, Frame const& shown) {
    auto const at = std::ranges::find_if(stack, [&](Frame const& other) { return is_same_place(other, shown); });
    return at == stack.begin() || at == stack.end() ? std::string{} : known_name(std::prev(at)->function);
}

std::string library_function(std::vector<Frame> const& stack) {
    auto name = stack.empty() ? std::string{} : known_name(stack.front().function);
    return is_library_call(name) ? name : std::string{};
}

bool lacks_lines(Report const& report) {
    bool of_program = false;
    bool has_line = false;
    auto const look = [&](std::vector<Frame> const& stack) {
        has_line = has_line || frame_in(stack, "");
        of_program = of_program || std::ranges::any_of(stack, [](Frame const& frame) {
                         return !frame.module.empty() && !is_system_module(frame.module);
                     });
    };
    for_each_stack(report, look);
    return of_program && !has_line;
}

}  // namespace hb::tsan
