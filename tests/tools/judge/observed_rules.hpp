#pragma once
/// What the tests of `rules` share: short answers, judged without a build tree.

#include <string>
#include <vector>

#include "judge/rules.hpp"

namespace hb::test {

/// Everything but the symbols: they come from an object that an empty answer made.
[[nodiscard]] judge::RulesEvidence observe_text(std::string const& text, judge::RuleBook const& book = {});

/// Everything; the answer is compiled.
[[nodiscard]] judge::RulesEvidence observe_object(std::string const& text, judge::RuleBook const& book = {});

/// rule:text, or rule:text@line, of each finding.
[[nodiscard]] std::string told(judge::RulesEvidence const& evidence, bool with_lines = false);

/// The text of an answer, and what is told of it.
struct Case {
    char const* text;
    char const* told;
};

/// Checks that observe_text tells just that of each.
void check(std::vector<Case> const& cases);

}  // namespace hb::test
