#include "process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace hb::explore {
namespace {

std::vector<char*> pointers(std::vector<std::string>& words) {
    std::vector<char*> result;
    result.reserve(words.size() + 1);
    for (auto& word : words)
        result.push_back(word.data());
    result.push_back(nullptr);
    return result;
}

/// A file in memory that holds the text, at its beginning; -1 if there can be none.
int memory_file(std::string const& text) {
    auto const file = memfd_create("input", MFD_CLOEXEC);
    if (file < 0) return -1;
    if (write(file, text.data(), text.size()) != static_cast<ssize_t>(text.size()) || lseek(file, 0, SEEK_SET) != 0) {
        close(file);
        return -1;
    }
    return file;
}

/// What it reads from; -1: what we read from. From a terminal no program outside of the foreground group may read.
int input_for(ProcessStart const& start) {
    if (start.feeds_input) return memory_file(start.input);
    return isatty(STDIN_FILENO) == 1 ? open("/dev/null", O_RDONLY | O_CLOEXEC) : -1;
}

/// Our environment, with the variable that is set for it alone.
std::vector<std::string> environment(std::string const& variable) {
    std::vector<std::string> variables;
    auto const name = variable.substr(0, variable.find('=') + 1);
    for (auto* const* ours = environ; *ours; ++ours)
        if (name.empty() || std::string_view{*ours}.substr(0, name.size()) != name) variables.emplace_back(*ours);
    if (!variable.empty()) variables.push_back(variable);
    return variables;
}

}  // namespace

Process::Process(ProcessStart const& start) {
    std::array<int, 2> ends{};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) return;
    socket_ = ends[0];
    auto const input = input_for(start);

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    if (input >= 0) posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, ends[1], start.descriptor);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);

    auto words = start.command;
    auto variables = environment(start.environment);
    if (posix_spawnp(&process_, words.front().c_str(), &actions, &attributes, pointers(words).data(),
                     pointers(variables).data()) != 0)
        process_ = -1;
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    if (input >= 0) close(input);
}

Process::~Process() {
    if (started()) {
        kill();
        (void)wait();
    }
    if (socket_ >= 0) close(socket_);
}

bool Process::read(TakeLine const& line) {
    std::array<char, 65536> buffer;
    auto const got = ::read(socket_, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) return true;
    if (got <= 0) return false;
    rest_.append(buffer.data(), static_cast<std::size_t>(got));
    std::size_t begin = 0;
    for (auto end = rest_.find('\n'); end != rest_.npos; end = rest_.find('\n', begin)) {
        line(std::string_view{rest_}.substr(begin, end - begin));
        begin = end + 1;
    }
    rest_.erase(0, begin);
    return true;
}

void Process::say(std::string_view line) {
    auto const text = std::string{line} + '\n';
    for (std::string_view left = text; !left.empty();) {
        auto const sent = send(socket_, left.data(), left.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return;
        left.remove_prefix(static_cast<std::size_t>(sent));
    }
}

void Process::kill() {
    if (!started()) return;
    ::kill(-process_, SIGKILL);
    ::kill(process_, SIGKILL);  // if it is the leader of its group no more
}

int Process::wait() {
    // What has closed its side, and goes on nevertheless, is killed.
    constexpr int patience_ms = 5'000;
    auto const handle = static_cast<int>(syscall(SYS_pidfd_open, process_, 0));
    pollfd waiting{handle, POLLIN, 0};
    auto ready = 0;
    while (handle >= 0 && (ready = poll(&waiting, 1, patience_ms)) < 0 && errno == EINTR) {
    }
    if (ready <= 0) kill();
    if (handle >= 0) close(handle);
    auto status = 0;
    while (started() && waitpid(process_, &status, 0) < 0 && errno == EINTR) {
    }
    process_ = -1;
    return status;
}

bool run_process(ProcessStart const& start, TakeLine const& line, std::chrono::milliseconds patience) {
    Process process{start};
    if (!process.started()) return false;
    auto const until = std::chrono::steady_clock::now() + patience;
    for (;;) {
        auto const left =
            std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now()).count();
        pollfd waiting{process.descriptor(), POLLIN, 0};
        if (left <= 0) return false;
        if (poll(&waiting, 1, static_cast<int>(left)) > 0 && !process.read(line)) return process.wait() == 0;
    }
}

}  // namespace hb::explore
