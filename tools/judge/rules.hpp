#pragma once
/// The observer of `rules`: what an answer's text, preprocessed tokens, macros and object file contain that an exercise
/// forbids.

#include <filesystem>
#include <string>
#include <vector>

#include "judge/evidence.hpp"

namespace hb::judge {

/// What an exercise forbids, allows or asks for beyond the common rules.
struct RuleBook {
    std::vector<std::string> forbidden;         ///< identifiers that may not appear (e.g. "mutex", "atomic")
    std::vector<std::string> allowed_includes;  ///< headers beyond the common list
    std::vector<std::string> required;          ///< identifiers that must appear, in code or in a macro's definition
};

/// Where to look. `compile` is the subject's own compile line for the plain flavour, from the compile database (an
/// array of arguments, with the source file and output); `object` its object file.
struct RuleSubject {
    std::filesystem::path answer;
    std::filesystem::path scenarios;
    std::filesystem::path object;
    std::vector<std::string> compile;
    std::vector<std::string> explored = {};  ///< the same for the flavour explore; empty where there is none
};

/// Reads all four sources. Never throws for what the answer contains; throws UserError if the compiler or llvm-nm
/// cannot be started.
[[nodiscard]] RulesEvidence observe_rules(RuleSubject const& subject, RuleBook const& book);

/// True if the answer's text names a fence, which ThreadSanitizer does not model.
[[nodiscard]] bool names_a_fence(std::filesystem::path const& answer);

}  // namespace hb::judge
