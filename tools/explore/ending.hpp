#pragma once
/// How one execution of a program ended. Shared by the runtime and by those who read its results.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace hb::explore {

enum class Ending : std::uint8_t {
    redundant,  ///< cut short: an execution that ends in the same way, in another order, was run already
    paused,     ///< a replay came to a choice that its schedule does not make, and was to stop there
    completed,  ///< main returned 0, and every thread that could finish did
    // Failures: bugs of the program.
    data_race,
    deadlock,
    assertion,
    aborted,
    terminated,  ///< std::terminate: an exception left a thread, a joinable thread was destroyed, ...
    crashed,     ///< SIGSEGV, SIGBUS, SIGFPE, SIGILL
    bad_exit,    ///< main returned, or exit was given, something else than 0; or exit was called where main must return
    unlock_unheld,
    locked_destroyed,  ///< a mutex was destroyed while somebody held it
    double_free,
    use_after_free,
    wrong_output,  ///< what was printed is none of the outputs that are allowed
    // Inconclusive: nothing is known of the program, neither good nor bad.
    livelock,          ///< all that still run read memory that nobody changes
    step_bound,        ///< longer than the bound
    unmodelled,        ///< something was called that the runtime does not model
    nondeterministic,  ///< the same choices led elsewhere
    unresponsive,      ///< no visible operation for seconds
};

inline constexpr std::array<std::string_view, 20> ending_names{
    "redundant",        "paused",         "completed",    "data race", "deadlock",      "assertion",
    "aborted",          "terminated",     "crashed",      "bad exit",  "unlock unheld", "destroyed while locked",
    "double free",      "use after free", "wrong output", "livelock",  "step bound",    "unmodelled",
    "nondeterministic", "unresponsive"};

[[nodiscard]] constexpr std::string_view name_of(Ending ending) {
    return ending_names[static_cast<std::size_t>(ending)];
}

[[nodiscard]] constexpr bool is_failure(Ending ending) {
    return ending > Ending::completed && ending < Ending::livelock;
}

[[nodiscard]] constexpr bool is_inconclusive(Ending ending) {
    return ending >= Ending::livelock;
}

/// Nothing more can be learnt from further executions: they would end so, too.
[[nodiscard]] constexpr bool ends_search(Ending ending) {
    return ending >= Ending::unmodelled;
}

/// The ending of that name; none if there is none.
[[nodiscard]] constexpr std::optional<Ending> ending_named(std::string_view name) {
    for (std::size_t index = 0; index < ending_names.size(); ++index)
        if (ending_names[index] == name) return static_cast<Ending>(index);
    return std::nullopt;
}

}  // namespace hb::explore
