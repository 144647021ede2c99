#pragma once
/// What the host says: lines on the socket on which it reads the report. Without a host nobody says anything.

#include <optional>
#include <string>
#include <vector>

namespace hb::explore {

/// Once, before the first execution. The process ends when the host does.
void listen_to_host(int descriptor);

/// What the host has asked for since the search under way began. Looking never waits.
struct Wishes {
    bool stop = false;   ///< end now, with what is known; also if the host is gone
    bool split = false;  ///< give away part of the search
};
[[nodiscard]] Wishes look_for_wishes();
void forget_wish_to_split();

/// The words of its next command; wishes before it are out of date. Waits. None if the host is gone, or said `end`.
[[nodiscard]] std::optional<std::vector<std::string>> next_command();

}  // namespace hb::explore
