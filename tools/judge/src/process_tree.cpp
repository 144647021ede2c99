#include "process_tree.hpp"

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <set>
#include <sstream>
#include <string>
#include <string_view>

namespace hb::judge {
namespace {

/// Children that this process started, while it has not forgotten them. The mutex is held while one is born, so that
/// nobody takes it for an orphan before it is known.
struct Known {
    std::mutex mutex;
    std::set<pid_t> children;
};

Known& known() {
    static Known all;
    return all;
}

std::string file_of(pid_t process, char const* name) {
    return "/proc/" + std::to_string(process) + '/' + name;
}

std::vector<pid_t> children(pid_t parent) {
    std::vector<pid_t> found;
    for (auto const thread : threads_of(parent)) {
        std::ifstream list{file_of(parent, "task/") + std::to_string(thread) + "/children"};
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

std::uint64_t resident_bytes(pid_t process) {
    std::ifstream file{file_of(process, "statm")};
    std::uint64_t total = 0;
    std::uint64_t resident = 0;
    file >> total >> resident;
    return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

/// A thread's state as ps shows it: R runs, S sleeps, T is stopped, ...; Z if it is gone. proc(5): it follows the name,
/// which may hold anything, in parentheses.
char state_of(pid_t process, pid_t thread) {
    std::ifstream file{file_of(process, "task/") + std::to_string(thread) + "/stat"};
    std::string line;
    std::getline(file, line);
    auto const name_end = line.rfind(") ");
    return name_end == std::string::npos || name_end + 2 >= line.size() ? 'Z' : line[name_end + 2];
}

/// True if the process has a number in a namespace below ours: "NSpid: 4711 1". Every user may read that.
bool is_in_a_namespace(pid_t process) {
    std::ifstream file{file_of(process, "status")};
    for (std::string line; std::getline(file, line);) {
        constexpr std::string_view name = "NSpid:";
        if (!line.starts_with(name)) continue;
        std::istringstream numbers{line.substr(name.size())};
        pid_t here = 0;
        pid_t inside = 0;
        return static_cast<bool>(numbers >> here >> inside);
    }
    return false;
}

/// With the process's share only of what it shares with others.
std::uint64_t proportional_bytes(pid_t process) {
    std::ifstream file{file_of(process, "smaps_rollup")};
    for (std::string word; file >> word;) {
        std::uint64_t kib = 0;
        if (word == "Pss:" && file >> kib) return kib * 1024;
    }
    return 0;
}

/// With its first process a namespace ends: the kernel lets nobody in it fork any more, and kills them all. False if no
/// child of `root` is in one.
bool end_namespaces(pid_t root) {
    bool ended = false;
    for (auto const child : children(root)) {
        if (is_in_a_namespace(child)) ended = ::kill(child, SIGKILL) == 0 || ended;
    }
    return ended;
}

/// Finds them one by one, while they may be starting others.
void kill_family(pid_t root) {
    ::kill(-root, SIGSTOP);
    // What is stopped cannot fork: when a round finds nobody new, all are known.
    std::set<pid_t> family;
    for (bool grown = true; grown;) {
        grown = false;
        auto found = descendants(root);
        auto const left = orphans();
        found.insert(found.end(), left.begin(), left.end());
        for (auto const process : found) {
            if (!family.insert(process).second) continue;
            ::kill(process, SIGSTOP);
            grown = true;
        }
    }
    ::kill(-root, SIGKILL);
    for (auto const process : family)
        ::kill(process, SIGKILL);
}

}  // namespace

void become_subreaper() {
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
}

std::vector<pid_t> threads_of(pid_t process) {
    std::vector<pid_t> threads;
    std::error_code gone;  // the process may end meanwhile
    std::filesystem::directory_iterator task{file_of(process, "task"), gone};
    for (; !gone && task != std::filesystem::directory_iterator{}; task.increment(gone)) {
        threads.push_back(std::atoi(task->path().filename().c_str()));
    }
    return threads;
}

pid_t start_child(std::function<pid_t()> const& start) {
    std::lock_guard const hold{known().mutex};
    auto const child = start();
    if (child > 0) known().children.insert(child);
    return child;
}

void forget_child(pid_t child) {
    std::lock_guard const hold{known().mutex};
    known().children.erase(child);
}

std::vector<pid_t> descendants(pid_t root, std::size_t most) {
    auto found = children(root);
    for (std::size_t i = 0; i < found.size() && found.size() <= most; ++i) {
        auto const next = children(found[i]);
        found.insert(found.end(), next.begin(), next.end());
    }
    return found;
}

std::vector<pid_t> orphans() {
    std::lock_guard const hold{known().mutex};
    auto found = children(::getpid());
    std::erase_if(found, [](pid_t child) { return known().children.contains(child); });
    return found;
}

void kill_tree(pid_t root) {
    if (!end_namespaces(root)) kill_family(root);
    kill_and_wait(root);
    forget_child(root);
    kill_orphans();
}

void kill_orphans() {
    // Each round kills one generation.
    for (auto left = orphans(); !left.empty(); left = orphans()) {
        for (auto const orphan : left)
            kill_and_wait(orphan);
    }
}

std::uint64_t memory_of(std::vector<pid_t> const& processes, std::uint64_t limit) {
    std::uint64_t sum = 0;
    for (auto const process : processes)
        sum += resident_bytes(process);
    if (sum <= limit || processes.size() == 1) return sum;
    sum = 0;
    for (auto const process : processes)
        sum += proportional_bytes(process);
    return sum;
}

bool is_stopped(pid_t process) {
    auto const threads = threads_of(process);
    return std::all_of(threads.begin(), threads.end(), [process](pid_t thread) {
        constexpr std::string_view cannot_run = "TtZX";
        return cannot_run.find(state_of(process, thread)) != std::string_view::npos;
    });
}

double cpu_seconds_of(pid_t process) {
    clockid_t clock{};
    timespec time{};
    if (::clock_getcpuclockid(process, &clock) != 0 || ::clock_gettime(clock, &time) != 0) return 0;
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

}  // namespace hb::judge
