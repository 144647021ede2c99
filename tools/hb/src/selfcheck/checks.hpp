#pragma once
/// The checks of a lesson, one a file. Each returns what it found, in the order of the files; nothing means that all is
/// well. None changes a file. All throw std::exception only if memory or the disk fails.

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "grade/kit.hpp"
#include "grade/lesson.hpp"
#include "grade/workspace.hpp"
#include "selfcheck/finding.hpp"

namespace hb::selfcheck {

/// A lesson whose lesson.toml and kit.toml could be read.
struct Draft {
    std::filesystem::path root;
    grade::Lesson lesson;
    std::vector<grade::KitAnswer> kit;
};

/// Throws UserError for what is missing or wrong in one of the two.
[[nodiscard]] Draft load_draft(std::filesystem::path const& root, std::string const& lesson);

/// Nothing is missing in the lesson's folders, nothing is there that nobody reads, and the build and the map of lessons
/// name the lesson. A starter in lessons/ that somebody has changed is a note.
[[nodiscard]] Findings check_files(Draft const& draft);

/// minutes, prerequisites and the demonstration of lesson.toml make sense.
[[nodiscard]] Findings check_rubric(Draft const& draft);

/// Each exercise has three hints, and none of them holds a line of code that only the solution has.
[[nodiscard]] Findings check_hints(Draft const& draft);

/// Each exercise has enough answers, a right one among them; each header has an entry, and each entry a header; each
/// `why` is one sentence. No two answers of an exercise are the same code.
[[nodiscard]] Findings check_kit(Draft const& draft);

/// The README has every section that a lesson needs, with what belongs into it.
[[nodiscard]] Findings check_readme(Draft const& draft);

/// No "TODO" is left in any file of the lesson, and no line of its texts is too wide. What a starter and its second
/// copy have in common is said once.
[[nodiscard]] Findings check_text(std::filesystem::path const& root, std::string const& lesson);

/// Every relative link of a Markdown document, named from the root, leads to a file of the checkout, and to a heading
/// of it.
[[nodiscard]] Findings check_links(std::filesystem::path const& root, std::filesystem::path const& document);

/// All of the above, for one lesson. What cannot be read is a finding, too.
[[nodiscard]] Findings check_lesson(std::filesystem::path const& root, std::string const& lesson);

/// The links of the documents that belong to no lesson.
[[nodiscard]] Findings check_documents(std::filesystem::path const& root);

/// Asks a judge for these verdicts on an answer. Throws UserError if it cannot finish.
using Ask = std::function<std::vector<grade::Verdict>(grade::Answer const&, std::vector<grade::Kind> const&)>;

/// Each starter compiles and fails for the stated reason, each solution passes everything, each answer of the kit gets
/// exactly its verdicts. What a judge leaves inconclusive is a note. `ask` may throw what it likes; a UserError becomes
/// a finding.
[[nodiscard]] Findings check_verdicts(Draft const& draft, Ask const& ask);

}  // namespace hb::selfcheck
