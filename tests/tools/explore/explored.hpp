#pragma once
#include <string>

#include "explore/explore.hpp"

/// The program under test of that name.
[[nodiscard]] inline std::filesystem::path explored(std::string const& name) {
    return std::filesystem::path{HB_EXPLORED_PROGRAMS} / name;
}

/// Explores it by depth first, with at most that many preemptions; negative: all schedules.
[[nodiscard]] inline hb::explore::Result depth_first(std::string const& name, int preemptions) {
    hb::explore::Settings settings;
    settings.strategy = hb::explore::Strategy::depth_first;
    if (preemptions >= 0) settings.preemptions = preemptions;
    return hb::explore::explore(explored(name), {}, settings);
}
