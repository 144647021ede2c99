#pragma once
/// A schedule: all that is needed to run one execution again.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hb::explore {

/// The text of a schedule is `FLAGS@SITES:CHOICES`, for example `p@11f3,1204:0,1x3,2`:
/// FLAGS are `p` (past races), `u` (unlocks visible) and `w` (weak memory), SITES are hexadecimal, `1x3` stands for
/// `1,1,1`. The `@SITES` part is missing when there are no sites.
struct Schedule {
    bool past_races = false;                ///< a data race does not end the execution: its consequence is looked for
    bool unlocks_visible = false;           ///< a thread may be interrupted before an unlock, too
    bool weak_memory = false;               ///< loads may read older stores than the last: which one is a choice
    std::vector<std::uint64_t> racy_sites;  ///< plain accesses that are switch points: offsets in the executable
    /// What was chosen wherever there was a choice, in order: the id of a thread, or the number of a value.
    std::vector<std::uint8_t> choices;

    bool operator==(Schedule const&) const = default;
};

[[nodiscard]] std::string to_text(Schedule const& schedule);

/// None if the text is no schedule.
[[nodiscard]] std::optional<Schedule> parse_schedule(std::string_view text);

}  // namespace hb::explore
