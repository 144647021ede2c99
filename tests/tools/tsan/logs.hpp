#pragma once
/// Real logs of ThreadSanitizer, written by logs/make_logs.sh from logs/programs.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace hb::tsan::test {

[[nodiscard]] inline std::string read(std::filesystem::path const& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// The log "count_up.clang", of the program count_up compiled by Clang.
[[nodiscard]] inline std::string log(std::string_view name) {
    return read(std::filesystem::path(HB_TSAN_LOGS) / (std::string(name) + ".log"));
}

/// The path of a program's source.
[[nodiscard]] inline std::string program(std::string_view name) {
    return (std::filesystem::path(HB_TSAN_LOGS) / "programs" / name).string();
}

[[nodiscard]] inline std::vector<std::string> every_log() {
    std::vector<std::string> logs;
    for (auto const& entry : std::filesystem::directory_iterator(HB_TSAN_LOGS)) {
        if (entry.path().extension() == ".log") logs.push_back(read(entry.path()));
    }
    std::ranges::sort(logs);
    return logs;
}

}  // namespace hb::tsan::test
