#include "judge/build.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>
#include <utility>

#include "judge/containment.hpp"
#include "judge/error.hpp"
#include "judge/file_lock.hpp"
#include "judge/run_tool.hpp"

namespace hb::judge {
namespace {

constexpr std::size_t log_kept = std::size_t{1} << 20U;  // bytes; a compiler that stops at 20 errors says less
constexpr std::size_t line_read = 1000;                  // bytes of a line; std::regex recurses on each of them
constexpr std::size_t most_diagnostics = 200;            // of a severity; nobody reads more

/// Ninja does not lock its folder: two builds in one tree would spoil each other's records. The bootstrap ./hb holds
/// the same lock while it builds.
Descriptor lock(std::filesystem::path const& tree) {
    return lock_file(tree.parent_path() / "lock",
                     "Free some space, or make the build folder writable; then run the command again.");
}

void reject_unusable_tree(std::filesystem::path const& tree, std::string const& target, std::string const& log) {
    if (log.find("unknown target") != std::string::npos) {
        throw UserError{fmt::format("The build tree {} has no target {}.", tree.string(), target),
                        "Configure it again: cmake --preset " + tree.filename().string()};
    }
    if (log.find("No space left on device") != std::string::npos) {
        throw UserError{fmt::format("The disk that holds {} is full.", tree.string()),
                        "Free some space and run the command again; nothing that was built is lost."};
    }
}

/// The compiler changes the build tree alone. The checkout, the answer and what the tree was configured with are
/// visible.
Room room_of(std::filesystem::path const& tree, std::filesystem::path const& answer) {
    Room room;
    room.hidden = private_folders();
    room.readable = {HB_SOURCE_ROOT};
    if (!answer.empty()) room.readable.push_back(answer);
    room.writable = {tree};
    std::ifstream file{tree / "CMakeCache.txt"};
    show_what_is_named(room, {std::istreambuf_iterator<char>{file}, {}});
    return room;
}

/// Temporary files of the compiler's.
std::filesystem::path scratch(std::filesystem::path const& tree) {
    auto folder = tree / "tmp";
    std::error_code ignored;  // then the compiler says so
    std::filesystem::create_directory(folder, ignored);
    return folder;
}

std::string why_stopped(ToolResult const& tool, std::string const& log, ToolLimits const& limits) {
    auto why = tool.stopped;
    // The kernel ends a process that writes a larger file, or refuses to write: the words of both.
    auto const says = [&log](char const* words) { return log.find(words) != std::string::npos; };
    if (why.empty() && (says("File too large") || says("File size limit exceeded"))) {
        why = fmt::format("when it wrote a file of more than {} MiB", limits.file_bytes >> 20U);
    }
    return why.empty() ? why : "The compiler was stopped " + why + '.';
}

}  // namespace

std::vector<Diagnostic> diagnostics(std::string_view log, std::filesystem::path const& answer) {
    static std::regex const line{R"(^([^\s:][^:]*):(\d{1,9}):(\d{1,9}): (fatal error|error|warning): (.*)$)"};
    std::multimap<std::pair<bool, bool>, Diagnostic> found;  // by rank, else in their order
    std::map<std::string, std::size_t> count;
    std::istringstream lines{std::string{log}};
    for (std::string text; std::getline(lines, text);) {
        text.resize(std::min(text.size(), line_read));
        if (text.find("error: ") == std::string::npos && text.find("warning: ") == std::string::npos) continue;
        std::smatch match;
        if (!std::regex_match(text, match, line) || ++count[match.str(4)] > most_diagnostics) continue;
        bool const in_answer = std::filesystem::path{match.str(1)}.lexically_normal() == answer.lexically_normal();
        found.insert({{match.str(4) == "warning", !in_answer},
                      {match[1], std::stoi(match[2]), std::stoi(match[3]), match[4], match[5]}});
    }
    std::vector<Diagnostic> sorted;
    for (auto& [rank, diagnostic] : found)
        sorted.push_back(std::move(diagnostic));
    return sorted;
}

BuildEvidence build(std::filesystem::path const& tree, std::string const& target, std::filesystem::path const& answer,
                    ToolLimits const& limits) {
    if (!std::filesystem::exists(tree / "build.ninja")) {
        throw UserError{fmt::format("{} is not a configured build tree.", tree.string()),
                        "Run ./hb doctor, or: cmake --preset " + tree.filename().string()};
    }
    auto const held = lock(tree);
    // Ninja itself, and not cmake --build around it: it starts at once, and a signal reaches what it has started.
    auto const ninja =
        run_contained({"env", "TMPDIR=" + scratch(tree).string(), "ninja", "-C", tree.string(), "-k", "0", target},
                      room_of(tree, answer), limits);
    BuildEvidence evidence;
    evidence.built = ninja.status == 0 && ninja.stopped.empty();
    evidence.target = target;
    evidence.log = ninja.out + ninja.err;
    evidence.worked = evidence.log.find("ninja: no work to do.") == std::string::npos;
    if (!evidence.built) {
        evidence.stopped = why_stopped(ninja, evidence.log, limits);
        if (evidence.stopped.empty()) reject_unusable_tree(tree, target, evidence.log);
    }
    evidence.diagnostics = diagnostics(evidence.log, answer);
    evidence.log.resize(std::min(evidence.log.size(), log_kept));
    return evidence;
}

}  // namespace hb::judge
