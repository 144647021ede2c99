#include "spawn.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <vector>

#include "judge/containment.hpp"
#include "judge/error.hpp"
#include "process_tree.hpp"

namespace hb::judge {
namespace {

constexpr char const* log_name = "log";  // of TSan's log in the subject's folder, before the point and the process id
constexpr int most_signals = 64;         // Linux numbers them from 1 to 64

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

/// As exec wants them. The strings must outlive the pointers.
std::vector<char const*> pointers(std::vector<std::string> const& words) {
    std::vector<char const*> result;
    for (auto const& word : words)
        result.push_back(word.c_str());
    result.push_back(nullptr);
    return result;
}

/// Somewhere among the numbers that a program does not reach by counting: a stray write(3, ...) hits nothing.
int unlikely_number() {
    unsigned random = 0;
    if (::getrandom(&random, sizeof random, 0) != sizeof random) random = 0;
    return 200 + static_cast<int>(random % 600U);
}

/// In the child, between fork and exec: only system calls. Returns only if exec failed.
void become_subject(char const* const* arguments, char const* const* environment, char const* folder, int channel,
                    int channel_number, int output, int failure) {
    ::setsid();  // a process group to signal; and no terminal, into which it could type
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    int const nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    ::dup2(nothing, STDIN_FILENO);
    ::dup2(output, STDOUT_FILENO);
    ::dup2(output, STDERR_FILENO);
    int const failure_number = channel_number + 1;
    ::dup2(failure, failure_number);
    ::dup2(channel, channel_number);
    ::close_range(3, static_cast<unsigned>(channel_number) - 1, 0);
    ::close_range(static_cast<unsigned>(failure_number) + 1, ~0U, 0);
    if (::chdir(folder) == 0) {
        ::execvpe(arguments[0], const_cast<char* const*>(arguments), const_cast<char* const*>(environment));
    }
    ::dprintf(STDERR_FILENO, "%s: %s\n", arguments[0], std::strerror(errno));
    ::_exit(127);
}

/// What `enter` says when it is there: the subject's own process, its folder and its log. False if it never says so.
bool receive_announcement(Spawned& spawned) {
    std::array<char, 16> text{};  // the process id as the subject sees it
    iovec data{text.data(), text.size()};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(ucred)) + CMSG_SPACE(2 * sizeof(int))> control{};
    msghdr message{};
    message.msg_iov = &data;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    ssize_t count = -1;
    while ((count = ::recvmsg(spawned.channel.get(), &message, MSG_CMSG_CLOEXEC)) < 0 && errno == EINTR) {
    }
    for (auto* part = CMSG_FIRSTHDR(&message); count > 0 && part != nullptr; part = CMSG_NXTHDR(&message, part)) {
        if (part->cmsg_type == SCM_CREDENTIALS) {
            ucred sender{};
            std::memcpy(&sender, CMSG_DATA(part), sizeof sender);
            spawned.subject = sender.pid;
        } else if (part->cmsg_type == SCM_RIGHTS) {
            std::array<int, 2> descriptors{-1, -1};
            std::memcpy(descriptors.data(), CMSG_DATA(part), part->cmsg_len - CMSG_LEN(0));
            spawned.folder = Descriptor{descriptors[0]};
            spawned.tsan = Descriptor{descriptors[1]};
        }
    }
    if (spawned.subject != spawned.process) {
        auto const inside = descendants(spawned.process, 0);
        if (!inside.empty()) spawned.init = inside.front();
    }
    if (spawned.tsan.get() >= 0) spawned.tsan_name = log_name + ('.' + std::string{text.data()});
    return spawned.subject > 0;
}

[[noreturn]] void throw_no_entrance(Spawned const& spawned) {
    ::kill(spawned.process, SIGKILL);
    while (::waitpid(spawned.process, nullptr, 0) < 0 && errno == EINTR) {
    }
    std::array<char, 400> said{};
    auto const count = std::max<ssize_t>(0, ::read(spawned.output.get(), said.data(), said.size()));
    std::string_view const text{said.data(), static_cast<std::size_t>(count)};
    throw UserError{
        fmt::format("The protection {} did not start a subject: {}", name_of(protection()),
                    text.substr(0, text.find('\n'))),
        "./hb doctor says which protection works here; HB_CONTAINMENT=landlock or none chooses a weaker one."};
}

Room room_of(Launch const& launch, std::filesystem::path const& folder) {
    Room room;
    room.hidden = private_folders();
    room.readable = {std::filesystem::absolute(launch.executable)};
    room.folder = folder;
    room.folder_bytes = 2 * launch.limits.disk_bytes;  // twice the limit: the judge sees the excess
    room.limits.file_bytes = launch.limits.disk_bytes;
    room.renounces_root = true;
    show_what_is_named(room, launch.tsan_options);  // the symbolizer
    return room;
}

}  // namespace

Spawned spawn(Launch const& launch, std::filesystem::path const& folder) {
    Spawned spawned;
    auto [channel, channel_far] = make_sockets();
    auto [output, output_far] = make_pipe();
    auto [failure, failure_far] = make_pipe();
    int const yes = 1;
    ::setsockopt(channel.get(), SOL_SOCKET, SO_PASSCRED, &yes, sizeof yes);
    spawned.channel = std::move(channel);
    spawned.output = std::move(output);

    int const channel_number = unlikely_number();
    bool const tsan = !launch.tsan_options.empty();
    std::vector<std::string> words{fmt::format("channel={}", channel_number),
                                   fmt::format("failure={}", channel_number + 1)};
    if (tsan) words.push_back(fmt::format("log={}", log_name));
    auto command = entrance(room_of(launch, folder), words);
    command.push_back(std::filesystem::absolute(launch.executable));
    command.push_back(fmt::format("--judged={}", channel_number));
    std::vector<std::string> settings{"PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C.UTF-8",
                                      "TMPDIR=" + folder.string()};
    if (tsan) {
        settings.push_back(
            fmt::format("TSAN_OPTIONS={}:log_path={}", launch.tsan_options, (folder / log_name).string()));
    }
    auto const arguments = pointers(command);
    auto const environment = pointers(settings);

    spawned.process = start_child([&] {
        auto const process = ::fork();
        if (process == 0) {
            become_subject(arguments.data(), environment.data(), folder.c_str(), channel_far.get(), channel_number,
                           output_far.get(), failure_far.get());
        }
        return process;
    });
    if (spawned.process < 0) {
        spawned.error = errno;
        return spawned;
    }
    channel_far.close();
    output_far.close();
    failure_far.close();
    if (!receive_announcement(spawned)) throw_no_entrance(spawned);
    int error = 0;
    if (::read(failure.get(), &error, sizeof error) == sizeof error) spawned.error = error;
    ::fcntl(spawned.output.get(), F_SETFL, O_NONBLOCK);
    ::fcntl(spawned.channel.get(), F_SETFL, O_NONBLOCK);
    return spawned;
}

Ended ended(Spawned const& spawned, int wait_status) {
    if (WIFSIGNALED(wait_status)) return {-1, WTERMSIG(wait_status)};
    int const status = WEXITSTATUS(wait_status);
    bool const through_bubblewrap = spawned.subject != spawned.process;
    if (through_bubblewrap && status > 128 && status <= 128 + most_signals) return {-1, status - 128};
    return {status, 0};
}

}  // namespace hb::judge
