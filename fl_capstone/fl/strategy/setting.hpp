#pragma once
/// The check of a strategy's settings.

#include <fmt/format.h>

#include <stdexcept>
#include <string_view>

namespace fl {

/// Throws std::invalid_argument unless `holds`: `FedProx: mu is -1, but must be 0 or more`.
inline void require_setting(bool holds, std::string_view strategy, std::string_view setting, double value,
                            std::string_view range) {
    if (!holds)
        throw std::invalid_argument{fmt::format("{}: {} is {}, but must be {}", strategy, setting, value, range)};
}

}  // namespace fl
