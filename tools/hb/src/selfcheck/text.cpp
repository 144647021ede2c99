#include <fmt/format.h>

#include <algorithm>

#include "selfcheck/checks.hpp"
#include "selfcheck/places.hpp"

namespace hb::selfcheck {
namespace {

constexpr std::string_view blank = "TODO";  // what `hb new` leaves where the author has to write
constexpr std::ptrdiff_t widest = 140;      // columns of a Markdown or TOML file

/// Characters, not bytes: those of UTF-8 that continue one do not count.
std::ptrdiff_t columns(std::string const& line) {
    return std::count_if(line.begin(), line.end(), [](char c) { return (static_cast<unsigned char>(c) >> 6U) != 2U; });
}

bool is_copy(std::filesystem::path const& root, std::filesystem::path const& file, std::filesystem::path const& first) {
    return std::filesystem::is_regular_file(root / first) && text_of(root / file) == text_of(root / first);
}

}  // namespace

Findings check_text(std::filesystem::path const& root, std::string const& lesson) {
    Findings findings;
    Places const places{lesson};
    for (auto const& folder : places.all()) {
        for (auto const& file : files_below(root, folder)) {
            if (folder == places.starters && is_copy(root, file, places.student / file.filename())) continue;
            bool const text = file.extension() == ".md" || file.extension() == ".toml";
            auto const lines = lines_of(text_of(root / file));
            for (std::size_t i = 0; i < lines.size(); ++i) {
                auto const number = static_cast<int>(i) + 1;
                if (auto const at = lines[i].find(blank); at != std::string::npos)
                    findings.push_back({file, number, lines[i].substr(at), "Fill it in, and remove the TODO."});
                if (text && columns(lines[i]) > widest)
                    findings.push_back({file, number, fmt::format("It has {} columns.", columns(lines[i])),
                                        fmt::format("Break the line before column {}.", widest)});
            }
        }
    }
    return findings;
}

}  // namespace hb::selfcheck
