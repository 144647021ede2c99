#include "judge/run_tool.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <string_view>
#include <utility>

#include "judge/error.hpp"
#include "judge/interrupt.hpp"
#include "process_tree.hpp"
#include "run_watched.hpp"
#include "spawn.hpp"

extern char** environ;

namespace hb::judge {
namespace {

constexpr std::size_t most_said = std::size_t{64} << 20U;  // bytes; all standard headers preprocessed are 4 MiB
// A compiler takes less than half a GiB more in that time; and a signal that comes just before a wait is seen after it.
constexpr std::chrono::milliseconds look_every{100};

/// A connected pair: ours, and the tool's. Sockets, so that a tool that reads no input costs no SIGPIPE.
std::array<Descriptor, 2> connection() {
    std::array<int, 2> ends{-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
        throw UserError{"A socket cannot be made.", "Close other programs."};
    }
    return {Descriptor{ends[0]}, Descriptor{ends[1]}};
}

pid_t start(std::vector<std::string> const& command, int input, int output, int errors, bool own_session) {
    std::vector<char*> arguments;
    arguments.reserve(command.size() + 1);
    for (auto const& word : command)
        arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO);
    posix_spawnattr_t attributes;
    ::posix_spawnattr_init(&attributes);
    ::posix_spawnattr_setflags(&attributes, own_session ? POSIX_SPAWN_SETSID : 0);
    int error = 0;
    auto const process = start_child([&] {
        pid_t child = -1;
        error = ::posix_spawnp(&child, arguments[0], &actions, &attributes, arguments.data(), environ);
        return error == 0 ? child : -1;
    });
    ::posix_spawn_file_actions_destroy(&actions);
    ::posix_spawnattr_destroy(&attributes);
    if (error != 0) {
        throw UserError{fmt::format("{} cannot be started: {}.", command.front(), std::strerror(error)),
                        "./hb doctor says what is missing and how to install it."};
    }
    return process;
}

/// Takes what is there, up to what is kept; false once that is exceeded. Closes our end when the tool has closed its
/// own.
bool take(Descriptor& from, std::string& text) {
    std::array<char, 65536> buffer{};
    auto const count = ::read(from.get(), buffer.data(), buffer.size());
    auto const room = most_said - text.size();
    if (count > 0) text.append(buffer.data(), std::min(static_cast<std::size_t>(count), room));
    if (count == 0 || (count < 0 && errno != EINTR && errno != EAGAIN)) from.close();
    return count <= 0 || static_cast<std::size_t>(count) <= room;
}

/// Sends what the tool takes without making us wait; closes our end when all is sent, or when it reads no more.
void give(Descriptor& to, std::string_view& rest) {
    auto const count = rest.empty() ? -1 : ::send(to.get(), rest.data(), rest.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (count > 0) rest.remove_prefix(static_cast<std::size_t>(count));
    if (rest.empty() || (count < 0 && errno != EAGAIN && errno != EINTR)) to.close();
}

/// A tool that has been started. If it is left before it has ended, it is killed with all that descends from it.
class Running {
public:
    explicit Running(pid_t process) : process_{process} {}
    Running(Running const&) = delete;
    Running& operator=(Running const&) = delete;
    ~Running() {
        if (process_ > 0) kill_tree(process_);
    }

    int wait() {
        int status = 0;
        while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
        }
        forget_child(process_);
        process_ = -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }

private:
    pid_t process_;
};

}  // namespace

ToolResult run_watched(std::vector<std::string> const& command, std::string const& input, Watch const& watch) {
    auto [in, tool_in] = connection();
    auto [out, tool_out] = connection();
    auto [err, tool_err] = connection();
    auto const process = start(command, tool_in.get(), tool_out.get(), tool_err.get(), watch != nullptr);
    Running running{process};
    tool_in.close();
    tool_out.close();
    tool_err.close();
    ToolResult result;
    std::string_view rest = input;
    if (rest.empty()) in.close();
    bool stopped = false;
    auto next_look = std::chrono::steady_clock::now();
    while (out.get() >= 0 || err.get() >= 0) {
        if (interrupted() && !std::exchange(stopped, true)) ::kill(process, SIGTERM);
        std::array<pollfd, 3> watched{{{out.get(), POLLIN, 0}, {err.get(), POLLIN, 0}, {in.get(), POLLOUT, 0}}};
        bool const ready = ::poll(watched.data(), watched.size(), static_cast<int>(look_every.count())) > 0;
        if (watch) throw_if_interrupted();
        if (auto const now = std::chrono::steady_clock::now(); watch && now >= next_look) {
            next_look = now + look_every;
            result.stopped = watch(process, result);
            if (!result.stopped.empty()) return result;
        }
        if (!ready) continue;
        bool const endless =
            (watched[0].revents != 0 && !take(out, result.out)) || (watched[1].revents != 0 && !take(err, result.err));
        if (endless && watch) next_look = {};  // it says so, with its own limit, which is not higher
        if (endless && !watch) ::kill(process, SIGTERM);
        if (watched[2].revents != 0) give(in, rest);
    }
    result.status = running.wait();
    if (watch) kill_orphans();
    throw_if_interrupted();
    return result;
}

ToolResult run_tool(std::vector<std::string> const& command, std::string const& input) {
    return run_watched(command, input, nullptr);
}

}  // namespace hb::judge
