#include "deadlock.hpp"

#include <linux/futex.h>
#include <sys/syscall.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <vector>

#include "deadlock_picture.hpp"
#include "process_tree.hpp"
#include "waiting_threads.hpp"

namespace hb::judge {
namespace {

Threads look_at_thread(pid_t process, pid_t thread) {
    std::ifstream file{"/proc/" + std::to_string(process) + "/task/" + std::to_string(thread) + "/syscall"};
    std::string number;
    if (!(file >> number)) return Threads::unknown;
    if (number != std::to_string(SYS_futex)) return Threads::running;
    // The arguments of futex(2): address, operation, value, time-out.
    std::string address;
    std::string operation;
    std::string value;
    std::string timeout;
    file >> address >> operation >> value >> timeout;
    auto const command = static_cast<int>(std::strtoul(operation.c_str(), nullptr, 16)) & FUTEX_CMD_MASK;
    auto const waits = command == FUTEX_WAIT || command == FUTEX_WAIT_BITSET;
    return waits && std::strtoull(timeout.c_str(), nullptr, 16) == 0 ? Threads::blocked_for_ever : Threads::running;
}

std::vector<pid_t> own_threads_of(pid_t process, bool ignore_detector) {
    auto threads = threads_of(process);
    if (ignore_detector && threads.size() > 1) threads.erase(threads.begin() + 1);
    return threads;
}

std::uint64_t switches_of_thread(pid_t process, pid_t thread) {
    std::ifstream file{"/proc/" + std::to_string(process) + "/task/" + std::to_string(thread) + "/status"};
    std::uint64_t sum = 0;
    for (std::string line; std::getline(file, line);) {
        if (line.find("voluntary_ctxt_switches:") == line.npos) continue;  // and nonvoluntary_ctxt_switches
        sum += std::strtoull(line.c_str() + line.find(':') + 1, nullptr, 10);
    }
    return sum;
}

}  // namespace

Threads look_at_threads(pid_t process, bool ignore_detector) {
    auto const threads = own_threads_of(process, ignore_detector);
    auto all = threads.empty() ? Threads::unknown : Threads::blocked_for_ever;
    for (auto const thread : threads) {
        auto const one = look_at_thread(process, thread);
        if (one == Threads::running) return Threads::running;
        if (one == Threads::unknown) all = Threads::unknown;
    }
    return all;
}

std::uint64_t switches_of(pid_t process, bool ignore_detector) {
    std::uint64_t sum = 0;
    for (auto const thread : own_threads_of(process, ignore_detector))
        sum += switches_of_thread(process, thread);
    return sum;
}

std::size_t count_other_threads(pid_t process, bool ignore_detector) {
    auto const threads = threads_of(process).size();
    std::size_t const known = ignore_detector ? 2 : 1;
    return threads - std::min(threads, known);
}

std::string describe_threads(pid_t process) {
    if (auto text = picture(waiting_threads(process)); !text.empty()) return text;
    std::string text;
    for (auto const thread : threads_of(process)) {
        std::ifstream channel{"/proc/" + std::to_string(process) + "/task/" + std::to_string(thread) + "/wchan"};
        std::string where;
        channel >> where;
        text +=
            "Thread " + std::to_string(thread) + " waits in the kernel: " + (where.empty() ? "unknown" : where) + '\n';
    }
    return text;
}

}  // namespace hb::judge
