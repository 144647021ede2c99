#pragma once
/// Names for places in code and for global variables, from debug information, by one run of llvm-symbolizer.

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "explore/explore.hpp"

namespace hb::explore {

struct Symbols {
    std::map<std::uint64_t, std::vector<Place>> code;  ///< innermost inlined function first
    struct Data {
        std::string name;
        std::uint64_t start = 0;
    };
    std::map<std::uint64_t, Data> data;
};

/// Of the standard library or the C library, or of what models them.
[[nodiscard]] bool is_system_code(Place const& place);

/// Empty if there is no symboliser: HB_SYMBOLIZER, llvm-symbolizer-19 or llvm-symbolizer.
[[nodiscard]] Symbols look_up(std::filesystem::path const& program, std::set<std::uint64_t> const& code,
                              std::set<std::uint64_t> const& data);

}  // namespace hb::explore
