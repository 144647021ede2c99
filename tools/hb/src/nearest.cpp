#include "nearest.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace hb::cli {

std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        auto diagonal = std::exchange(row[0], i + 1);
        for (std::size_t j = 0; j < b.size(); ++j) {
            auto const replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

std::vector<std::string> nearest(std::string_view word, std::vector<std::string> names, std::size_t most) {
    std::ranges::sort(names, {}, [&](std::string const& name) { return std::pair{distance(word, name), name}; });
    names.resize(std::min(names.size(), most));
    return names;
}

}  // namespace hb::cli
