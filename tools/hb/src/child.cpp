#include "child.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

#include "context.hpp"
#include "judge/error.hpp"
#include "judge/interrupt.hpp"

extern char** environ;

namespace hb::cli {
namespace {

/// How long we wait before we look whether we were interrupted: a signal can come just before a wait.
constexpr int look_every_ms = 100;

/// `output` becomes the program's standard output, unless it is -1.
pid_t start(std::vector<std::string> const& command, int output) {
    std::vector<char*> arguments;
    arguments.reserve(command.size() + 1);
    for (auto const& word : command)
        arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    if (output >= 0) ::posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    auto const root = workspace().root.string();
    ::posix_spawn_file_actions_addchdir_np(&actions, root.c_str());
    pid_t process = -1;
    int const error = ::posix_spawnp(&process, arguments[0], &actions, nullptr, arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    if (error != 0) {
        throw UserError{fmt::format("{} cannot be started: {}.", command.front(), std::strerror(error)),
                        "Run ./hb once more: it builds or installs what is missing. ./hb doctor says more."};
    }
    return process;
}

}  // namespace

Child::Child(std::vector<std::string> const& command, Output output) {
    std::array<int, 2> ends{-1, -1};
    if (output == Output::piped && ::pipe2(ends.data(), O_CLOEXEC) != 0) {
        throw UserError{"A pipe cannot be made.", "Close other programs."};
    }
    output_ = judge::Descriptor{ends[0]};
    judge::Descriptor const far_end{ends[1]};
    process_ = start(command, far_end.get());
    ended_ = judge::Descriptor{static_cast<int>(
        ::syscall(SYS_pidfd_open, process_, 0))};  // an old kernel has none: then looking often must do
}

Child::~Child() {
    if (!status()) ask_to_end();
    while (!status())
        await_end();
}

std::optional<int> Child::status() {
    int status = 0;
    if (!status_ && ::waitpid(process_, &status, WNOHANG) == process_) {
        status_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    return status_;
}

int Child::wait() {
    bool asked = false;
    while (!status()) {
        if (judge::interrupted() && !std::exchange(asked, true)) ask_to_end();
        await_end();
    }
    judge::throw_if_interrupted();
    return *status_;
}

void Child::ask_to_end() {
    if (!status()) ::kill(process_, SIGTERM);
}

void Child::await_end() const {
    pollfd ended{ended_.get(), POLLIN, 0};
    ::poll(&ended, 1, look_every_ms);
}

int run_lines(std::vector<std::string> const& command, std::function<void(std::string const&)> const& on_line) {
    Child child{command, Child::Output::piped};
    std::string pending;
    bool asked = false;
    for (;;) {
        // It cleans up, and closes its end.
        if (judge::interrupted() && !std::exchange(asked, true)) child.ask_to_end();
        pollfd readable{child.output(), POLLIN, 0};
        if (::poll(&readable, 1, look_every_ms) <= 0) continue;
        std::array<char, 4096> buffer{};
        auto const count = ::read(child.output(), buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) break;
        pending.append(buffer.data(), static_cast<std::size_t>(count));
        for (auto end = pending.find('\n'); end != std::string::npos; end = pending.find('\n')) {
            on_line(pending.substr(0, end));
            pending.erase(0, end + 1);
        }
    }
    return child.wait();
}

int run_shown(std::vector<std::string> const& command) {
    return Child{command, Child::Output::shown}.wait();
}

}  // namespace hb::cli
