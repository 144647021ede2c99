#pragma once
/// The observer of `builds`.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "judge/evidence.hpp"
#include "judge/run_tool.hpp"

namespace hb::judge {

/// Builds one target of a configured tree; builds of one tree wait for each other. What the compiler says about
/// `answer` comes first, and errors before warnings. The compiler is contained (judge/containment.hpp), and stopped
/// beyond its limits: evidence, like an error. Throws UserError if the tree cannot be built at all: not configured, no
/// such target, no space.
[[nodiscard]] BuildEvidence build(std::filesystem::path const& tree, std::string const& target,
                                  std::filesystem::path const& answer, ToolLimits const& limits = {});

/// Errors, then warnings, in the output of Clang or GCC; of both those of `answer` first, else in their order. The
/// first 200 of each are kept, with the first 1000 bytes of their lines.
[[nodiscard]] std::vector<Diagnostic> diagnostics(std::string_view log, std::filesystem::path const& answer);

}  // namespace hb::judge
