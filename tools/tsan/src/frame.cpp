#include "frame.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

namespace hb::tsan {
namespace {

[[nodiscard]] bool is_digit(char c) {
    return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

/// Takes ":123" off the end of `text` and returns 123; 0 and no change if there is none.
[[nodiscard]] int take_number(std::string_view& text) {
    auto const colon = text.rfind(':');
    if (colon == std::string_view::npos || colon + 1 == text.size()) return 0;
    auto const digits = text.substr(colon + 1);
    if (!std::all_of(digits.begin(), digits.end(), is_digit)) return 0;
    text.remove_suffix(text.size() - colon);
    return leading_number(digits);
}

/// Takes a trailing " (...)" off the end of `text` if it contains `mark`, and returns what is between the parentheses.
[[nodiscard]] std::string_view take_parenthesis(std::string_view& text, std::string_view mark) {
    auto const open = text.rfind(" (");
    if (open == std::string_view::npos || !text.ends_with(')')) return {};
    auto const inner = text.substr(open + 2, text.size() - open - 3);
    if (inner.find(mark) == std::string_view::npos) return {};
    text.remove_suffix(text.size() - open);
    return inner;
}

void set_file(Frame& frame, std::string_view place) {
    if (place == "<null>") return;
    int const last = take_number(place);
    int const before = take_number(place);
    frame.line = before != 0 ? before : last;
    frame.column = before != 0 ? last : 0;
    frame.file = place;
}

/// Where the file begins in "function file:line:column". A function may contain spaces, and " /" too ("(lambda at
/// /x.cpp:3:5)"), but the file comes last; a path that is not absolute ("../sysdeps/x.c:3") has no spaces.
[[nodiscard]] std::size_t start_of_file(std::string_view text) {
    if (text.ends_with(" <null>")) return text.size() - 6;
    if (auto const slash = text.rfind(" /"); slash != std::string_view::npos) return slash + 1;
    auto const space = text.rfind(' ');
    if (space == std::string_view::npos) return text.size();
    auto rest = text.substr(space + 1);
    bool const numbered = take_number(rest) != 0;
    // Without debug information: of a member of an archive its name, of a local function that of its source file.
    constexpr std::array<std::string_view, 6> endings = {".o", ".cpp", ".cc", ".cxx", ".c", ".C"};
    bool const bare = std::ranges::any_of(endings, [&](auto ending) { return rest.ends_with(ending); });
    return (numbered && !rest.empty()) || bare ? space + 1 : text.size();
}

}  // namespace

int leading_number(std::string_view text) {
    int number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && number > 0 ? number : 0;
}

std::string_view file_name(std::string_view path) {
    auto const slash = path.rfind('/');
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::optional<Frame> parse_frame(std::string_view line) {
    auto const first = line.find_first_not_of(' ');
    if (first == std::string_view::npos) return std::nullopt;
    if (line.substr(first) == lost_stack) {
        Frame lost;
        lost.function = lost_stack;
        return lost;
    }
    if (line[first] != '#') return std::nullopt;
    line.remove_prefix(first + 1);
    auto const space = line.find(' ');
    if (space == 0 || space == std::string_view::npos) return std::nullopt;
    if (!std::all_of(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(space), is_digit)) return std::nullopt;
    line.remove_prefix(space + 1);

    Frame frame;
    (void)take_parenthesis(line, "BuildId");
    auto const module = take_parenthesis(line, "+0x");
    auto const plus = std::min(module.rfind("+0x"), module.size());
    frame.module = module.substr(0, plus);
    if (plus < module.size()) {
        (void)std::from_chars(module.data() + plus + 3, module.data() + module.size(), frame.offset, 16);
    }
    auto const file = start_of_file(line);
    set_file(frame, line.substr(file));
    auto function = line.substr(0, file);
    while (function.ends_with(' '))
        function.remove_suffix(1);
    if (function != "<null>") frame.function = function;
    return frame;
}

bool is_system_file(std::string_view path) {
    constexpr std::array<std::string_view, 8> roots = {
        "/rustc/", "/usr/include/", "/usr/lib", "/usr/local/include/", "/usr/share/", "/usr/bin/", "/lib/", "/lib64/"};
    constexpr std::array<std::string_view, 8> parts = {"/include/c++/", "/lib/gcc/", "libsanitizer/", "compiler-rt/",
                                                       "sysdeps/",      "/csu/",     "nptl/",         "/glibc"};
    return std::ranges::any_of(roots, [&](auto root) { return path.starts_with(root); }) ||
           std::ranges::any_of(parts, [&](auto part) { return path.find(part) != std::string_view::npos; });
}

bool is_system_module(std::string_view module) {
    constexpr std::array<std::string_view, 9> modules = {"libc.so",      "libm.so",   "libpthread.so",
                                                         "libstdc++.so", "libc++.so", "libtsan.so",
                                                         "libgomp.so",   "libomp.so", "ld-linux-x86"};
    return std::ranges::any_of(modules, [&](auto known) { return file_name(module).starts_with(known); });
}

std::optional<Frame> frame_in(std::vector<Frame> const& stack, std::string_view file_suffix) {
    for (auto const& frame : stack) {
        if (frame.file.empty() || frame.line == 0) continue;
        if (file_suffix.empty()) {
            if (!is_system_file(frame.file) && !is_system_module(frame.module)) return frame;
            continue;
        }
        if (!frame.file.ends_with(file_suffix)) continue;
        auto const start = frame.file.size() - file_suffix.size();
        if (start == 0 || file_suffix.front() == '/' || frame.file[start - 1] == '/') return frame;
    }
    return std::nullopt;
}

void for_each_stack(Report const& report, std::function<void(std::vector<Frame> const&)> const& see) {
    for (auto const* stack : {&report.stack, &report.second_stack, &report.location_stack, &report.sleep})
        see(*stack);
    for (auto const& access : report.accesses)
        see(access.stack);
    for (auto const& thread : report.threads)
        see(thread.created);
    for (auto const& mutex : report.mutexes)
        see(mutex.first_use);
    for (auto const& step : report.lock_order) {
        see(step.stack);
        see(step.held_since);
    }
}

bool mentions(Report const& report, std::string_view function) {
    auto const wanted = plain_name(function);
    bool found = false;
    for_each_stack(report, [&](std::vector<Frame> const& stack) {
        found = found ||
                std::ranges::any_of(stack, [&](Frame const& frame) { return plain_name(frame.function) == wanted; });
    });
    return found;
}

}  // namespace hb::tsan
