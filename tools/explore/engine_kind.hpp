#pragma once
/// What executes the program's threads. Shared by the runtime and by those who choose for it.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace hb::explore {

enum class EngineKind : std::uint8_t {
    fibers,      ///< all on one kernel thread
    os_threads,  ///< a kernel thread each, one at a time: tens of times slower, and what a debugger understands
};

inline constexpr std::array<std::string_view, 2> engine_names{"fibers", "os_threads"};

[[nodiscard]] constexpr std::string_view name_of(EngineKind kind) {
    return engine_names[static_cast<std::size_t>(kind)];
}

/// The engine of that name; none if there is none.
[[nodiscard]] constexpr std::optional<EngineKind> engine_named(std::string_view name) {
    for (std::size_t index = 0; index < engine_names.size(); ++index)
        if (engine_names[index] == name) return static_cast<EngineKind>(index);
    return std::nullopt;
}

}  // namespace hb::explore
