#pragma once
/// What a person may have meant by a word that is none of the names.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace hb::cli {

/// How many letters have to be inserted, removed or replaced to make one of the other.
[[nodiscard]] std::size_t distance(std::string_view a, std::string_view b);

/// The names, the most similar first; no more than `most`.
[[nodiscard]] std::vector<std::string> nearest(std::string_view word, std::vector<std::string> names, std::size_t most);

}  // namespace hb::cli
