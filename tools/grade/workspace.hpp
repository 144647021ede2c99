#pragma once
/// Where things lie in a checkout and in its build tree.

#include <filesystem>
#include <string>
#include <vector>

#include "grade/lesson.hpp"
#include "judge/subject_process.hpp"

namespace hb::grade {

/// Which answer is judged: a set, and for the kit one of its answers.
///     lessons | solutions | starters | kit/<slug>
struct Answer {
    std::string lesson;
    std::string exercise;
    std::string set;

    /// "shared_counter" of kit/shared_counter; empty for other sets.
    [[nodiscard]] std::string slug() const;
};

struct Workspace {
    std::filesystem::path root;  ///< of the checkout
    std::filesystem::path tree;  ///< a configured build tree

    [[nodiscard]] std::filesystem::path answer_file(Answer const& answer) const;
    [[nodiscard]] std::filesystem::path scenarios_file(Answer const& answer) const;
    /// subjects/<lesson>/<set>/<exercise>.<flavour> in the tree.
    [[nodiscard]] std::filesystem::path subject(Answer const& answer, std::string_view flavour) const;
    /// That subject, with what ThreadSanitizer is told where it is of the tsan flavour.
    [[nodiscard]] judge::Launch launch(Answer const& answer, std::string_view flavour) const;
    /// The name that the build knows it by: <set>.<lesson>.<exercise>.<flavour>,
    /// kit.<lesson>.<exercise>.<slug>.<flavour>.
    [[nodiscard]] static std::string target(Answer const& answer, std::string_view flavour);
    /// True if this tree has that flavour of the answer: a preset may leave some out.
    [[nodiscard]] bool has(Answer const& answer, std::string_view flavour) const;
    /// The compile line of the subject, and its object file, from the compile database. Throws UserError if it has
    /// none.
    [[nodiscard]] judge::RuleSubject rule_subject(Answer const& answer, std::string_view flavour) const;
    /// The library that subjects of the flavour explore are linked with.
    [[nodiscard]] std::filesystem::path explorer() const;
    /// The sources of the harness: what runs a student's code, and is not the student's.
    [[nodiscard]] std::filesystem::path harness() const;
    /// llvm-symbolizer as found when the tree was configured; empty if there is none.
    [[nodiscard]] std::string symbolizer() const;
};

}  // namespace hb::grade
