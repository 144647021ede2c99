#include <fmt/format.h>

#include <algorithm>

#include "judge/error.hpp"
#include "selfcheck/checks.hpp"
#include "selfcheck/places.hpp"

namespace hb::selfcheck {
namespace {

void append(Findings& findings, Findings more) {
    std::move(more.begin(), more.end(), std::back_inserter(findings));
}

}  // namespace

Draft load_draft(fs::path const& root, std::string const& lesson) {
    return {root, grade::load_lesson(root, lesson), grade::load_kit(root, lesson)};
}

Findings check_lesson(fs::path const& root, std::string const& lesson) {
    Findings findings;
    auto const page = Places{lesson}.student / "README.md";
    try {
        auto const draft = load_draft(root, lesson);
        for (auto* const check : {check_files, check_rubric, check_hints, check_kit, check_readme})
            append(findings, check(draft));
    } catch (FileError const& error) {
        findings.push_back({error.file().lexically_relative(root), error.line(), error.fault(), error.mend()});
    } catch (UserError const& error) {
        findings.push_back({Places{lesson}.student, 0, error.what(), error.mend()});
    }
    append(findings, check_links(root, page));
    append(findings, check_text(root, lesson));
    return findings;
}

Findings check_documents(fs::path const& root) {
    Findings findings;
    for (fs::path const folder : {".", "docs"}) {
        if (!fs::is_directory(root / folder)) continue;
        std::vector<fs::path> documents;
        for (auto const& entry : fs::directory_iterator{root / folder}) {
            if (entry.path().extension() == ".md") documents.push_back(entry.path().lexically_relative(root));
        }
        std::sort(documents.begin(), documents.end());
        for (auto const& document : documents)
            append(findings, check_links(root, document.lexically_normal()));
    }
    return findings;
}

}  // namespace hb::selfcheck
