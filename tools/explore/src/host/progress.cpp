#include <algorithm>

#include "explore/explore.hpp"

namespace hb::explore {

std::string to_text(Progress const& progress) {
    auto text = progress.search + ": " + std::to_string(progress.executions) + " executions";
    if (auto const seconds = std::chrono::duration<double>{progress.time}.count(); seconds > 0)
        text += ", " + std::to_string(static_cast<std::uint64_t>(static_cast<double>(progress.executions) / seconds)) +
                " a second";
    if (!progress.share) return text;
    // What is not at its end is never 100 %.
    auto const percent = std::min(99, static_cast<int>(*progress.share * 100));
    return text + ", about " + (percent == 0 ? "less than 1" : std::to_string(percent)) + " % of all";
}

}  // namespace hb::explore
