#include "judge/build.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <functional>
#include <iterator>
#include <regex>
#include <sstream>

#include "judge/error.hpp"
#include "judge/run_tool.hpp"
#include "spawn.hpp"

namespace hb::judge {
namespace {

/// Ninja does not lock its folder: two builds in one tree would spoil each other's records. The bootstrap ./hb holds
/// the same lock while it builds.
Descriptor lock(std::filesystem::path const& tree) {
    auto const name = tree.parent_path() / "lock";
    Descriptor file{::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666)};
    if (file.get() < 0) {
        throw UserError{fmt::format("{} cannot be written: {}.", name.string(), std::strerror(errno)),
                        "Free some space, or make the build folder writable; then run the command again."};
    }
    while (::flock(file.get(), LOCK_EX) != 0 && errno == EINTR) {
    }
    return file;
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

}  // namespace

std::vector<Diagnostic> diagnostics(std::string_view log, std::filesystem::path const& answer) {
    static std::regex const line{R"(^([^\s:][^:]*):(\d+):(\d+): (fatal error|error|warning): (.*)$)"};
    std::vector<Diagnostic> found;
    std::istringstream lines{std::string{log}};
    for (std::string text; std::getline(lines, text);) {
        std::smatch match;
        if (!std::regex_match(text, match, line)) continue;
        found.push_back({match[1], std::stoi(match[2]), std::stoi(match[3]), match[4], match[5]});
    }
    auto const in_answer = [&](Diagnostic const& diagnostic) {
        return std::filesystem::path{diagnostic.file}.lexically_normal() == answer.lexically_normal();
    };
    std::vector<Diagnostic> sorted;
    std::copy_if(found.begin(), found.end(), std::back_inserter(sorted), in_answer);
    std::copy_if(found.begin(), found.end(), std::back_inserter(sorted), std::not_fn(in_answer));
    return sorted;
}

BuildEvidence build(std::filesystem::path const& tree, std::string const& target, std::filesystem::path const& answer) {
    if (!std::filesystem::exists(tree / "build.ninja")) {
        throw UserError{fmt::format("{} is not a configured build tree.", tree.string()),
                        "Run ./hb doctor, or: cmake --preset " + tree.filename().string()};
    }
    auto const held = lock(tree);
    auto const ninja = run_tool({"cmake", "--build", tree.string(), "--target", target, "--", "-k", "0"});
    BuildEvidence evidence;
    evidence.built = ninja.status == 0;
    evidence.target = target;
    evidence.log = ninja.out + ninja.err;
    if (!evidence.built) reject_unusable_tree(tree, target, evidence.log);
    evidence.diagnostics = diagnostics(evidence.log, answer);
    return evidence;
}

}  // namespace hb::judge
