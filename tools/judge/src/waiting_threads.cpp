#include "waiting_threads.hpp"

#include <linux/futex.h>
#include <pthread.h>
#include <sys/syscall.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>

#include "deadlock.hpp"
#include "judge/error.hpp"
#include "judge/run_tool.hpp"
#include "waiting_threads_script.hpp"

namespace hb::judge {
namespace {

constexpr char const* most_seconds = "20";  // for gdb to read the debug information of a subject, on a busy machine

/// A variable that holds a mutex locked, from its line on.
struct Guard {
    std::uint64_t mutex = 0;
    tsan::Frame declared;
};

/// What gdb tells of one thread.
struct Seen {
    pid_t id = 0;
    std::vector<tsan::Frame> stack;
    std::uint64_t lock = 0;  ///< of a shared mutex
    std::vector<Guard> guards;
};

std::vector<std::string> fields_of(std::string const& line) {
    std::vector<std::string> fields;
    std::istringstream text{line};
    for (std::string field; std::getline(text, field, '\t');)
        fields.push_back(field);
    return fields;
}

std::uint64_t address(std::string const& hexadecimal) {
    return std::strtoull(hexadecimal.c_str(), nullptr, 16);
}

tsan::Frame frame_of(std::string const& function, std::string const& file, std::string const& line) {
    tsan::Frame frame;
    frame.function = function;
    // The C library's sources have paths that begin in the folder where it was built.
    if (!file.starts_with("./")) frame.file = file;
    frame.line = std::atoi(line.c_str());
    return frame;
}

std::vector<Seen> read_threads(std::string const& text) {
    std::vector<Seen> threads;
    std::istringstream lines{text};
    for (std::string line; std::getline(lines, line);) {
        auto const fields = fields_of(line);
        if (fields.size() == 2 && fields[0] == "thread") threads.emplace_back().id = std::atoi(fields[1].c_str());
        if (threads.empty()) continue;
        auto& thread = threads.back();
        if (fields.size() == 4 && fields[0] == "frame") {
            thread.stack.push_back(frame_of(fields[1], fields[2], fields[3]));
        } else if (fields.size() == 4 && fields[0] == "guard") {
            thread.guards.push_back({address(fields[1]), frame_of({}, fields[2], fields[3])});
        } else if (fields.size() == 2 && fields[0] == "lock") {
            thread.lock = address(fields[1]);  // the outermost one has the name that we know
        }
    }
    return threads;
}

bool has_own_frame(Seen const& thread) {
    return tsan::frame_in(thread.stack, "").has_value();
}

/// From the functions between the system call and the first frame outside the libraries. The order matters: a barrier
/// is made of an atomic wait, waiting on a condition ends with locking a mutex.
Wait wait_of(std::vector<tsan::Frame> const& stack) {
    constexpr std::array<std::pair<char const*, Wait>, 20> signs = {{
        {"mutex_cond_lock", Wait::mutex},
        {"pthread_cond_", Wait::condition},
        {"condition_variable", Wait::condition},
        {"clockjoin", Wait::end_of_thread},
        {"pthread_join", Wait::end_of_thread},
        {"std::thread::join", Wait::end_of_thread},
        {"__future_base", Wait::future},
        {"std::latch", Wait::latch},
        {"barrier", Wait::barrier},
        {"semaphore", Wait::semaphore},
        {"sem_wait", Wait::semaphore},
        {"wrlock", Wait::shared_mutex_for_writing},
        {"rdlock", Wait::shared_mutex_for_reading},
        {"mutex_lock", Wait::mutex},
        {"mutex::lock", Wait::mutex},
        {"pthread_once", Wait::initialisation},
        {"cxa_guard_acquire", Wait::initialisation},
        {"atomic", Wait::atomic},
        {"nanosleep", Wait::sleep},
        {"usleep", Wait::sleep},
    }};
    auto const own = tsan::frame_in(stack, "");
    auto const end = std::ranges::find_if(
        stack, [&](tsan::Frame const& frame) { return own && frame.file == own->file && frame.line == own->line; });
    for (auto const& [words, wait] : signs) {
        if (std::any_of(stack.begin(), end,
                        [&](tsan::Frame const& frame) { return frame.function.find(words) != std::string::npos; })) {
            return wait;
        }
    }
    return Wait::other;
}

/// Where a thread waits in the kernel: the address and the value that futex(2) was given.
struct Futex {
    std::uint64_t address = 0;
    std::uint32_t value = 0;
};

/// "running", or the number of the system call and its arguments.
std::string system_call(pid_t process, pid_t thread, Futex& futex) {
    std::ifstream file{"/proc/" + std::to_string(process) + "/task/" + std::to_string(thread) + "/syscall"};
    std::string number;
    std::array<std::string, 3> arguments;
    file >> number >> arguments[0] >> arguments[1] >> arguments[2];
    if (number == std::to_string(SYS_futex)) {
        futex = {address(arguments[0]), static_cast<std::uint32_t>(address(arguments[2]))};
    }
    return number;
}

/// A thread's number inside the process's own namespace, which is what a mutex and a join know.
pid_t inner_id(pid_t process, pid_t thread) {
    std::ifstream file{"/proc/" + std::to_string(process) + "/task/" + std::to_string(thread) + "/status"};
    for (std::string line; std::getline(file, line);) {
        if (!line.starts_with("NSpid:")) continue;
        return std::atoi(line.substr(line.find_last_of(" \t") + 1).c_str());
    }
    return thread;
}

std::int32_t read_number(pid_t process, std::uint64_t place) {
    std::int32_t number = 0;
    iovec here{&number, sizeof number};
    iovec there{reinterpret_cast<void*>(place), sizeof number};
    return ::process_vm_readv(process, &here, 1, &there, 1, 0) == static_cast<ssize_t>(sizeof number) ? number : 0;
}

/// The inner id of the thread that has what this one waits for; 0 if nobody has, or nobody can tell.
pid_t owner(pid_t process, WaitingThread const& thread, Futex const& futex) {
    switch (thread.wait) {
        case Wait::mutex:
            return read_number(process, thread.object + offsetof(pthread_mutex_t, __data.__owner));
        case Wait::shared_mutex_for_writing:
        case Wait::shared_mutex_for_reading:
            if (thread.object == 0) return 0;
            return read_number(process, thread.object + offsetof(pthread_rwlock_t, __data.__cur_writer));
        case Wait::end_of_thread:
            return static_cast<pid_t>(futex.value);
        default:
            return 0;
    }
}

/// The guard by which a thread holds this mutex, if it does not wait for it itself.
Guard const* guard_of(Seen const& seen, WaitingThread const& thread, std::uint64_t mutex) {
    if (mutex == 0 || thread.object == mutex) return nullptr;
    auto const found = std::ranges::find(seen.guards, mutex, &Guard::mutex);
    return found == seen.guards.end() ? nullptr : &*found;
}

/// Finds who holds what, and where it was locked.
void find_holder(WaitingThread& thread, pid_t inner_owner, std::vector<Seen> const& seen,
                 std::vector<WaitingThread> const& all, std::vector<pid_t> const& inner_ids) {
    for (std::size_t i = 0; i < all.size(); ++i) {
        auto const* const guard = guard_of(seen[i], all[i], thread.object);
        bool const is_self = all[i].number == thread.number;
        if (inner_owner != 0 ? inner_ids[i] != inner_owner : guard == nullptr || is_self) continue;
        thread.holder = all[i].number;
        // A thread that waits for its own mutex has two guards of it: the outer one came first.
        auto const& guards = seen[i].guards;
        auto const outer = std::ranges::find(guards.rbegin(), guards.rend(), thread.object, &Guard::mutex);
        auto const here = tsan::frame_in(thread.stack, "");
        if (guard != nullptr) {
            thread.locked_at = guard->declared;
        } else if (is_self && outer != guards.rend() && here && outer->declared.line != here->line) {
            thread.locked_at = outer->declared;
        }
        return;
    }
    bool const is_lock = thread.wait == Wait::mutex || thread.wait == Wait::shared_mutex_for_writing ||
                         thread.wait == Wait::shared_mutex_for_reading;
    thread.holder_has_ended = is_lock && inner_owner != 0;
}

}  // namespace

std::vector<WaitingThread> waiting_threads(pid_t process) {
    std::vector<Seen> seen;
    try {
        auto const gdb = run_tool({"timeout", "--signal=KILL", most_seconds, "gdb", "-nx", "-batch", "-p",
                                   std::to_string(process), "-ex", "python exec(open(0).read())"},
                                  waiting_threads_script);
        seen = read_threads(gdb.out);
    } catch (UserError const&) {
        return {};
    }
    std::erase_if(seen, [](Seen const& thread) { return !has_own_frame(thread); });
    std::vector<WaitingThread> threads;
    std::vector<Futex> futexes(seen.size());
    std::vector<pid_t> inner_ids;
    for (std::size_t i = 0; i < seen.size(); ++i) {
        auto& thread = threads.emplace_back();
        thread.id = seen[i].id;
        thread.number = thread.id == process ? 1 : static_cast<int>(i) + 1;
        thread.stack = seen[i].stack;
        inner_ids.push_back(inner_id(process, thread.id));
        auto const call = system_call(process, thread.id, futexes[i]);
        if (call != "running") thread.wait = wait_of(thread.stack);
        if (thread.wait == Wait::mutex) thread.object = futexes[i].address;
        if (thread.wait == Wait::shared_mutex_for_reading || thread.wait == Wait::shared_mutex_for_writing) {
            thread.object = seen[i].lock;
        }
    }
    for (std::size_t i = 0; i < threads.size(); ++i) {
        auto const inner_owner = owner(process, threads[i], futexes[i]);
        if (inner_owner != 0 || threads[i].object != 0) find_holder(threads[i], inner_owner, seen, threads, inner_ids);
    }
    return threads;
}

}  // namespace hb::judge
