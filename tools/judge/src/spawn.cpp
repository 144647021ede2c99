#include "spawn.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "judge/error.hpp"

namespace hb::judge {
namespace {

constexpr char const* free_space = "Free some space there, or set TMPDIR to a folder that you may write to.";
constexpr rlim_t largest_file_bytes = rlim_t{64} << 20U;  // a subject has no reason to write files at all

std::array<Descriptor, 2> make_pipe() {
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw UserError{"A pipe cannot be made.", "Close other programs."};
    return {Descriptor{ends[0]}, Descriptor{ends[1]}};
}

std::array<Descriptor, 2> make_sockets() {
    std::array<int, 2> ends{-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
        throw UserError{"A socket cannot be made.", "Close other programs."};
    }
    return {Descriptor{ends[0]}, Descriptor{ends[1]}};
}

void limit(decltype(RLIMIT_CORE) what, rlim_t value) {
    rlimit const both{value, value};
    ::setrlimit(what, &both);
}

/// Somewhere among the numbers that a program does not reach by counting: a stray write(3, ...) hits nothing.
int unlikely_number() {
    unsigned random = 0;
    if (::getrandom(&random, sizeof random, 0) != sizeof random) random = 0;
    return 200 + static_cast<int>(random % 600U);
}

/// In the child, between fork and exec: only system calls. Returns only if exec failed.
void become_subject(char const* const* arguments, char const* const* environment, char const* folder, int channel,
                    int channel_number, int output, int start, int failure) {
    char byte = 0;
    if (::read(start, &byte, 1) != 1) ::_exit(127);
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, largest_file_bytes);
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    int const nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    ::dup2(nothing, STDIN_FILENO);
    ::dup2(output, STDOUT_FILENO);
    ::dup2(output, STDERR_FILENO);
    int const failure_number = channel_number + 1;
    ::dup3(failure, failure_number, O_CLOEXEC);
    ::dup2(channel, channel_number);
    ::close_range(3, static_cast<unsigned>(channel_number) - 1, 0);
    ::close_range(static_cast<unsigned>(failure_number) + 1, ~0U, 0);
    if (::chdir(folder) == 0) {
        ::execve(arguments[0], const_cast<char* const*>(arguments), const_cast<char* const*>(environment));
    }
    int const error = errno;
    if (::write(failure_number, &error, sizeof error) < 0) ::_exit(126);
    ::_exit(127);
}

}  // namespace

Spawned spawn(std::filesystem::path const& executable, std::filesystem::path const& folder,
              std::string const& tsan_options) {
    auto [channel, channel_far] = make_sockets();
    auto [output, output_far] = make_pipe();
    auto [start_far, start] = make_pipe();
    auto [failure, failure_far] = make_pipe();

    int const channel_number = unlikely_number();
    auto const log_prefix = (folder / "log").string();
    std::string const program = executable.string();
    std::string const judged = "--judged=" + std::to_string(channel_number);
    std::string const options = "TSAN_OPTIONS=" + tsan_options + ":log_path=" + log_prefix;
    std::string const home = "TMPDIR=" + folder.string();
    std::vector<char const*> const arguments{program.c_str(), judged.c_str(), nullptr};
    std::vector<char const*> environment{"PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C.UTF-8", home.c_str()};
    if (!tsan_options.empty()) environment.push_back(options.c_str());
    environment.push_back(nullptr);

    Spawned spawned;
    spawned.process = ::fork();
    if (spawned.process < 0) {
        spawned.error = errno;
        return spawned;
    }
    if (spawned.process == 0) {
        become_subject(arguments.data(), environment.data(), folder.c_str(), channel_far.get(), channel_number,
                       output_far.get(), start_far.get(), failure_far.get());
    }
    ::setpgid(spawned.process, spawned.process);  // in both, so that neither has to wait for the other
    if (!tsan_options.empty()) {
        // TSan opens <log_path>.<pid>: a pipe of that name brings the report to us, where nobody can take it back.
        spawned.tsan_name = log_prefix + '.' + std::to_string(spawned.process);
        if (::mkfifo(spawned.tsan_name.c_str(), 0600) != 0) {
            auto const why = std::string{std::strerror(errno)};
            ::kill(spawned.process, SIGKILL);
            ::waitpid(spawned.process, nullptr, 0);
            throw UserError{"A pipe cannot be made in " + folder.string() + ": " + why + ".", free_space};
        }
        spawned.tsan = Descriptor{::open(spawned.tsan_name.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC)};
    }
    char const go = 1;
    if (::write(start.get(), &go, 1) != 1) spawned.error = errno;
    failure_far.close();
    int error = 0;
    if (::read(failure.get(), &error, sizeof error) == sizeof error) spawned.error = error;
    ::fcntl(output.get(), F_SETFL, O_NONBLOCK);
    ::fcntl(channel.get(), F_SETFL, O_NONBLOCK);
    spawned.channel = std::move(channel);
    spawned.output = std::move(output);
    return spawned;
}

std::filesystem::path make_private_folder() {
    auto const* chosen = std::getenv("TMPDIR");
    auto const place = std::filesystem::absolute(chosen != nullptr && *chosen != '\0' ? chosen : "/tmp");
    auto name = (place / "happens-before-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
        throw UserError{"No folder can be made in " + place.string() + ": " + std::strerror(errno) + ".", free_space};
    }
    return name;
}

}  // namespace hb::judge
