#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "markdown.hpp"
#include "selfcheck/checks.hpp"
#include "selfcheck/places.hpp"

namespace hb::selfcheck {
namespace {

using markdown::Section;

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
}

/// The README of one lesson, and what is missing in it.
class Readme {
public:
    explicit Readme(Draft const& draft)
        : lesson_{draft.lesson},
          file_{Places{draft.lesson.name}.student / "README.md"},
          document_{markdown::read(text_of(draft.root / file_))} {}

    Findings check() {
        check_opening();
        (void)section("idea");
        (void)section("predict");
        if (auto const* demonstration = section("demonstration"))
            want(*demonstration, in_code(*demonstration, "./hb run"), "./hb run LESSON, as code");
        if (auto const* exercises = section("exercises")) {
            for (auto const& exercise : lesson_.exercises)
                want(*exercises, in_code(*exercises, exercise.name), fmt::format("`{}`, as code", exercise.name));
        }
        (void)section("tools");
        if (auto const* numbers = section("numbers")) {
            want(*numbers, numbers->tables > 0, "a table");
            want(*numbers, in_code(*numbers, "--measure"), "./hb run LESSON --measure, as code");
            want(*numbers, in_text(*numbers, "Recorded on"), "the machine: \"Recorded on ...\"");
        }
        if (auto const* sources = section("sources")) want(*sources, sources->lists > 0, "a list");
        return std::move(findings_);
    }

private:
    /// What stands between the title and the first heading below it.
    void check_opening() {
        auto const title = std::find_if(document_.sections.begin(), document_.sections.end(),
                                        [](Section const& section) { return section.level == 1; });
        if (title == document_.sections.end()) {
            findings_.push_back({file_, 1, "It has no title.", "Begin with a line # Lesson NN: its title."});
            return;
        }
        want(*title, in_text(*title, fmt::format("{} minutes", lesson_.minutes)),
             fmt::format("\"{} minutes\", as lesson.toml says", lesson_.minutes));
        want(*title, in_text(*title, "Needed before"), "the prerequisites: \"Needed before: ...\"");
        want(*title, title->lists > 0, "the objectives, as a list");
    }

    /// The section below the main heading that has this word; null, with a finding, if there is none.
    Section const* section(std::string const& word) {
        auto const found = std::find_if(document_.sections.begin(), document_.sections.end(), [&](Section const& one) {
            return one.level == 2 && lower(one.title).find(word) != std::string::npos;
        });
        if (found != document_.sections.end()) return &*found;
        findings_.push_back({file_, 0, fmt::format("No heading has the word \"{}\".", word),
                             "Add that section; docs/authoring.md lists them all."});
        return nullptr;
    }

    void want(Section const& section, bool there, std::string const& what) {
        if (!there)
            findings_.push_back({file_, section.line, fmt::format("\"{}\" lacks something.", section.title),
                                 fmt::format("Add {}.", what)});
    }

    /// A section goes on through the headings below it.
    template <class Has>
    bool anywhere(Section const& section, Has has) const {
        auto const* const end = document_.sections.data() + document_.sections.size();
        for (auto const* part = &section; part != end; ++part) {
            if (part != &section && part->level <= section.level) break;
            if (has(*part)) return true;
            if (section.level == 1) break;
        }
        return false;
    }
    bool in_text(Section const& section, std::string const& words) const {
        return anywhere(section, [&](Section const& part) { return part.text.find(words) != std::string::npos; });
    }
    bool in_code(Section const& section, std::string const& words) const {
        return anywhere(section, [&](Section const& part) { return part.code.find(words) != std::string::npos; });
    }

    grade::Lesson const& lesson_;
    fs::path file_;
    markdown::Document document_;
    Findings findings_;
};

}  // namespace

Findings check_readme(Draft const& draft) {
    return Readme{draft}.check();
}

}  // namespace hb::selfcheck
