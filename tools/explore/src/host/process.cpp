#include "process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>

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

/// Reads until the other side closes, or the time is up: false.
bool read_lines(int descriptor, std::chrono::steady_clock::time_point until,
                std::function<void(std::string_view)> const& line) {
    std::string rest;
    std::array<char, 65536> buffer;
    for (;;) {
        auto const left =
            std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now()).count();
        pollfd waiting{descriptor, POLLIN, 0};
        if (left <= 0 || poll(&waiting, 1, static_cast<int>(left)) == 0) return false;
        auto const got = read(descriptor, buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return true;
        rest.append(buffer.data(), static_cast<std::size_t>(got));
        std::size_t begin = 0;
        for (auto end = rest.find('\n'); end != rest.npos; end = rest.find('\n', begin)) {
            line(std::string_view{rest}.substr(begin, end - begin));
            begin = end + 1;
        }
        rest.erase(0, begin);
    }
}

}  // namespace

ProcessEnd run_process(ProcessStart const& start, std::function<void(std::string_view)> const& line) {
    ProcessEnd end;
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) return end;
    auto const input = start.feeds_input ? memory_file(start.input) : -1;

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    if (input >= 0) posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, ends[1], start.read_descriptor);

    auto words = start.command;
    std::vector<std::string> variables;
    auto const name = start.environment.substr(0, start.environment.find('=') + 1);
    for (auto* const* variable = environ; *variable; ++variable)
        if (name.empty() || std::string_view{*variable}.substr(0, name.size()) != name)
            variables.emplace_back(*variable);
    if (!start.environment.empty()) variables.push_back(start.environment);

    pid_t process = 0;
    end.started = posix_spawnp(&process, words.front().c_str(), &actions, nullptr, pointers(words).data(),
                               pointers(variables).data()) == 0;
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    if (input >= 0) close(input);
    if (end.started) {
        end.timed_out = !read_lines(ends[0], std::chrono::steady_clock::now() + start.patience, line);
        if (end.timed_out) kill(process, SIGKILL);
        while (waitpid(process, &end.status, 0) < 0 && errno == EINTR) {
        }
    }
    close(ends[0]);
    return end;
}

}  // namespace hb::explore
