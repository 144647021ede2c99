#pragma once
/// Questions to a person at the terminal.

#include <optional>
#include <string>

namespace hb::cli {

/// True if somebody can be asked: standard input and standard output are both a terminal.
[[nodiscard]] bool somebody_is_there();

/// Prints the prompt and reads a line, without spaces around it. Nothing at the end of input. Throws Interrupted on
/// Ctrl-C.
[[nodiscard]] std::optional<std::string> answer_to(std::string const& prompt);

/// Asks until the answer is y or n (or yes, no); an empty answer means `standard`. Nothing at the end of input.
[[nodiscard]] std::optional<bool> agrees(std::string const& question, bool standard);

}  // namespace hb::cli
