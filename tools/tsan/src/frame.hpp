#pragma once
/// Frames of stacks, private to this component.

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "tsan/report.hpp"

namespace hb::tsan {

/// The function of the only frame of a stack that ThreadSanitizer no longer has.
constexpr std::string_view lost_stack = "[failed to restore the stack]";

/// The frame in one line of a stack, "    #0 f(int) /x/f.cpp:3:9 (f+0x12) (BuildId: ab)"; nothing if the line is none.
[[nodiscard]] std::optional<Frame> parse_frame(std::string_view line);

/// True for a path of the compiler's runtime, the C library or the standard library.
[[nodiscard]] bool is_system_file(std::string_view path);

/// True for the libraries of the compiler and of the system: "libc.so.6".
[[nodiscard]] bool is_system_module(std::string_view module);

[[nodiscard]] std::string_view file_name(std::string_view path);

/// Shows every stack of the report.
void for_each_stack(Report const& report, std::function<void(std::vector<Frame> const&)> const& see);

/// The number that `text` begins with, 0 if none or if it is too large.
[[nodiscard]] int leading_number(std::string_view text);

}  // namespace hb::tsan
