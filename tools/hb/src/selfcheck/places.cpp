#include "selfcheck/places.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>

namespace hb::selfcheck {

std::vector<fs::path> files_below(fs::path const& root, fs::path const& folder) {
    std::vector<fs::path> files;
    if (!fs::is_directory(root / folder)) return files;
    for (auto const& entry : fs::recursive_directory_iterator{root / folder}) {
        if (!entry.is_directory()) files.push_back(entry.path().lexically_relative(root));
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::string text_of(fs::path const& file) {
    std::ifstream stream{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

std::vector<std::string> lines_of(std::string const& text) {
    std::istringstream stream{text};
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);)
        lines.push_back(line);
    return lines;
}

}  // namespace hb::selfcheck
