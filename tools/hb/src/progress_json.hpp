#pragma once
/// The file progress.json, version 1: keys in the order in which a person reads them.

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <string_view>

#include "progress.hpp"

namespace hb::cli {

inline constexpr std::string_view progress_schema = "happens-before/progress/1";

[[nodiscard]] std::string to_text(Progress const& progress);

/// The file is not what to_text writes; what() says where.
struct MalformedProgress : std::runtime_error {
    using std::runtime_error::runtime_error;
};
/// The file is of another version.
struct OtherProgressVersion : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// The inverse of to_text. Strict: what it does not know it rejects, so that writing it again loses nothing.
[[nodiscard]] Progress progress_from_text(std::string const& text);

}  // namespace hb::cli
