#include "process_tree.hpp"

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>

namespace hb::judge {
namespace {

std::vector<pid_t> children(pid_t parent) {
    std::vector<pid_t> found;
    std::error_code ignored;  // the process may be gone: then it has no children
    auto const tasks = "/proc/" + std::to_string(parent) + "/task";
    for (auto const& task : std::filesystem::directory_iterator{tasks, ignored}) {
        std::ifstream list{task.path() / "children"};
        for (pid_t child = 0; list >> child;)
            found.push_back(child);
    }
    return found;
}

void kill_and_wait(pid_t process) {
    ::kill(process, SIGKILL);
    while (::waitpid(process, nullptr, 0) < 0 && errno == EINTR) {
    }
}

}  // namespace

void become_subreaper() {
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
}

std::vector<pid_t> descendants(pid_t root) {
    auto found = children(root);
    for (std::size_t i = 0; i < found.size(); ++i) {
        auto const next = children(found[i]);
        found.insert(found.end(), next.begin(), next.end());
    }
    return found;
}

std::vector<pid_t> orphans(std::vector<pid_t> const& ours) {
    auto found = children(::getpid());
    std::erase_if(found, [&](pid_t child) { return std::find(ours.begin(), ours.end(), child) != ours.end(); });
    return found;
}

void kill_tree(pid_t root, std::vector<pid_t> const& ours) {
    ::kill(-root, SIGSTOP);  // a stopped family cannot fork while it is counted
    auto const family = descendants(root);
    ::kill(-root, SIGKILL);
    for (auto const process : family)
        ::kill(process, SIGKILL);
    kill_and_wait(root);
    // What the family left behind is our child now. Each round kills one generation.
    for (auto left = orphans(ours); !left.empty(); left = orphans(ours)) {
        for (auto const orphan : left)
            kill_and_wait(orphan);
    }
}

}  // namespace hb::judge
