#include <fmt/format.h>

#include <algorithm>

#include "markdown.hpp"
#include "selfcheck/checks.hpp"
#include "selfcheck/places.hpp"

namespace hb::selfcheck {
namespace {

/// https:, mailto: and the like lead out of the checkout: nobody follows them here.
bool leads_out(std::string const& target) {
    auto const colon = target.find(':');
    return colon != std::string::npos && colon < target.find_first_of("/#");
}

bool has_heading(fs::path const& document, std::string const& anchor) {
    auto const sections = markdown::read(text_of(document)).sections;
    return std::any_of(sections.begin(), sections.end(),
                       [&](markdown::Section const& section) { return section.anchor == anchor; });
}

}  // namespace

Findings check_links(fs::path const& root, fs::path const& document) {
    Findings findings;
    for (auto const& link : markdown::read(text_of(root / document)).links) {
        if (leads_out(link.target)) continue;
        auto const complain = [&](std::string_view why) {
            findings.push_back({document, link.line, fmt::format("The link {} leads nowhere: {}.", link.target, why),
                                "Mend the link."});
        };
        auto const hash = link.target.find('#');
        auto const path = link.target.substr(0, hash);
        auto const place = path.empty() ? document : (document.parent_path() / path).lexically_normal();
        if (place.is_absolute() || *place.begin() == "..")
            complain("it leaves the checkout");
        else if (!fs::exists(root / place))
            complain("there is no such file");
        else if (hash != std::string::npos && place.extension() == ".md" &&
                 !has_heading(root / place, link.target.substr(hash + 1)))
            complain("there is no such heading");
    }
    return findings;
}

}  // namespace hb::selfcheck
