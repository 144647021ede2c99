#include <algorithm>
#include <regex>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "tsan/report.hpp"

namespace hb::tsan {
namespace {

/// The text without what differs from run to run: the numbers of threads, mutexes and descriptors, where lines break
/// for them, and how large a heap block was, for a container that grows has many.
[[nodiscard]] std::string without_numbers(std::string const& text) {
    static std::regex const space{R"([ \n]+)"};
    static std::regex const numbers{R"(\b([TM]|heap block of |file descriptor )[0-9]+\b)"};
    return std::regex_replace(std::regex_replace(text, space, " "), numbers, "$1");
}

}  // namespace

std::string signature(Report const& report, std::string_view folder) {
    if (!understood(report)) return report.raw;
    // Which access came first is chance.
    auto ordered = report;
    auto const place = [](std::vector<Frame> const& stack) {
        auto const frame = frame_in(stack, "");
        return frame ? std::tuple{frame->file, frame->line, frame->column} : std::tuple{std::string{}, 0, 0};
    };
    std::ranges::sort(ordered.accesses, {}, [&](Access const& access) {
        return std::tuple{place(access.stack), access.write, access.size, access.mutexes.size(),
                          access.thread == "main thread"};
    });
    std::ranges::sort(ordered.lock_order, {}, [&](LockStep const& step) { return place(step.stack); });
    return without_numbers(explain(ordered, {}, folder));
}

}  // namespace hb::tsan
