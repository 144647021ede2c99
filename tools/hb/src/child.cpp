#include "child.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "context.hpp"
#include "judge/error.hpp"
#include "judge/interrupt.hpp"

extern char** environ;

namespace hb::cli {
namespace {

/// `output` becomes the program's standard output, unless it is -1.
pid_t start(std::vector<std::string> const& command, int output) {
    std::vector<char*> arguments;
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

int wait_for(pid_t process) {
    int status = 0;
    while (::waitpid(process, &status, 0) < 0 && errno == EINTR)
        ::kill(process, SIGTERM);
    judge::throw_if_interrupted();
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

int run_lines(std::vector<std::string> const& command, std::function<void(std::string const&)> const& on_line) {
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw UserError{"A pipe cannot be made.", "Close other programs."};
    pid_t process = -1;
    try {
        process = start(command, ends[1]);
    } catch (...) {
        ::close(ends[0]);
        ::close(ends[1]);
        throw;
    }
    ::close(ends[1]);
    std::string pending;
    for (;;) {
        std::array<char, 4096> buffer{};
        auto const count = ::read(ends[0], buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR) {
            // Ctrl-C reaches the program too; a SIGTERM for us alone does not. It cleans up, and closes its end.
            ::kill(process, SIGTERM);
            continue;
        }
        if (count <= 0) break;
        pending.append(buffer.data(), static_cast<std::size_t>(count));
        for (auto end = pending.find('\n'); end != std::string::npos; end = pending.find('\n')) {
            on_line(pending.substr(0, end));
            pending.erase(0, end + 1);
        }
    }
    ::close(ends[0]);
    return wait_for(process);
}

int run_shown(std::vector<std::string> const& command) {
    return wait_for(start(command, -1));
}

}  // namespace hb::cli
