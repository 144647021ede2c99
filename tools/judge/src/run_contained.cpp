#include <fmt/format.h>

#include <chrono>
#include <map>
#include <utility>

#include "process_tree.hpp"
#include "run_watched.hpp"

namespace hb::judge {
namespace {

using Clock = std::chrono::steady_clock;

// The kernel's own limits are the second line, should the watch be kept from looking: beyond the first one, so that the
// watch, which can say why, comes first.
constexpr std::chrono::seconds cpu_margin{10};
constexpr std::uint64_t address_per_resident = 4;  // a compiler maps libraries and reserves more than it touches

/// What the processes of a tool use, from look to look.
class Usage {
public:
    explicit Usage(ToolLimits const& limits) : limits_{limits} {}

    std::string look(pid_t process, ToolResult const& so_far) {
        std::map<pid_t, double> cpu;
        for (auto const one : descendants(process)) {
            cpu[one] = cpu_seconds_of(one);
            if (cpu[one] > static_cast<double>(limits_.cpu.count())) {
                return fmt::format("after {} s of processor time", limits_.cpu.count());
            }
            if (memory_of({one}, limits_.memory_bytes) > limits_.memory_bytes) {
                return fmt::format("when it used more than {} MiB of memory", limits_.memory_bytes >> 20U);
            }
        }
        if (so_far.out.size() + so_far.err.size() >= limits_.output_bytes) {
            return fmt::format("after {} MiB of messages", limits_.output_bytes >> 20U);
        }
        if (std::exchange(cpu_, cpu) != cpu) busy_ = Clock::now();
        if (Clock::now() - busy_ < limits_.idle) return {};
        return fmt::format("after it had waited {} s for something that did not come", limits_.idle.count());
    }

private:
    ToolLimits limits_;
    std::map<pid_t, double> cpu_;
    Clock::time_point busy_ = Clock::now();
};

}  // namespace

ToolResult run_contained(std::vector<std::string> const& command, Room room, ToolLimits const& limits) {
    become_subreaper();
    room.limits = {static_cast<std::uint64_t>((limits.cpu + cpu_margin).count()), limits.file_bytes,
                   address_per_resident * limits.memory_bytes};
    auto words = entrance(room);
    words.insert(words.end(), command.begin(), command.end());
    Usage usage{limits};
    return run_watched(words, {},
                       [&usage](pid_t process, ToolResult const& so_far) { return usage.look(process, so_far); });
}

}  // namespace hb::judge
