// enter [name=value ...] -- program [argument ...]
//
// The last program to start before a contained one: it takes on the limits and restrictions that the words say, tells
// the judge that it is there, and becomes the program. It is a program because bubblewrap stands between the judge and
// it.
//
//   cpu=, file=, address=, tasks=   limits of each process: seconds, bytes, bytes, processes and threads together
//   user=NUMBER                     user and group to become, if root starts it and everyone may run the program
//   read=PATH, write=PATH           Landlock: what may be read and executed, what may be changed; nothing else
//   channel=FD                      says so over this socket: its process id as it sees it, and its working folder's
//   descriptor log=NAME                        and that of a pipe, which it makes as NAME.<process id> in that folder
//   failure=FD                      errno goes there if the program cannot be started

#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "landlock.hpp"

namespace {

constexpr int not_contained = 125;  // exit status, beside the shells' 126 and 127: the program did not start

[[noreturn]] void give_up(char const* what, int error) {
    std::fprintf(stderr, "enter: %s: %s\n", what, std::strerror(error));
    std::_Exit(not_contained);
}

struct Words {
    std::vector<std::string> readable;
    std::vector<std::string> writable;
    int channel = -1;
    int failure = -1;
    uid_t user = 0;
    std::string log;
    char** program = nullptr;
};

void limit(decltype(RLIMIT_CORE) what, std::string const& value) {
    // Hard as well as soft. A hard limit that is already lower stays: raising it is root's privilege.
    rlimit both{};
    ::getrlimit(what, &both);
    both.rlim_max = std::min<rlim_t>(both.rlim_max, std::strtoull(value.c_str(), nullptr, 10));
    both.rlim_cur = both.rlim_max;
    if (::setrlimit(what, &both) != 0) give_up("a limit cannot be set", errno);
}

Words take_words(char** words) {
    Words taken;
    for (; *words != nullptr && std::string_view{*words} != "--"; ++words) {
        std::string_view const word{*words};
        auto const equals = std::min(word.find('='), word.size());
        auto const name = word.substr(0, equals);
        std::string const value{word.substr(std::min(equals + 1, word.size()))};
        if (name == "cpu") {
            limit(RLIMIT_CPU, value);
        } else if (name == "file") {
            limit(RLIMIT_FSIZE, value);
        } else if (name == "address") {
            limit(RLIMIT_AS, value);
        } else if (name == "tasks") {
            limit(RLIMIT_NPROC, value);
        } else if (name == "user") {
            taken.user = static_cast<uid_t>(std::strtoul(value.c_str(), nullptr, 10));
        } else if (name == "read") {
            taken.readable.push_back(value);
        } else if (name == "write") {
            taken.writable.push_back(value);
        } else if (name == "channel") {
            taken.channel = std::atoi(value.c_str());
        } else if (name == "failure") {
            taken.failure = std::atoi(value.c_str());
        } else if (name == "log") {
            taken.log = value;
        } else {
            give_up(*words, EINVAL);
        }
    }
    if (*words == nullptr || words[1] == nullptr) give_up("no program is named", EINVAL);
    taken.program = words + 1;
    return taken;
}

/// True if this user could read and start the program. As root, with the privileges that bubblewrap has left.
bool may_run(uid_t user, char const* program) {
    bool const became = ::setegid(user) == 0 && ::seteuid(user) == 0;
    bool const may = became && ::faccessat(AT_FDCWD, program, R_OK | X_OK, AT_EACCESS) == 0;
    if (::seteuid(0) != 0 || ::setegid(0) != 0) give_up("the user cannot be changed", errno);
    return may;
}

/// Where the user has no number (a container that is given few), or the files are root's alone, root stays root;
/// without a privilege in either case.
void renounce_root(uid_t user, char const* program) {
    if (::setgroups(0, nullptr) == 0 && may_run(user, program)) {
        if (::setresgid(user, user, user) != 0 || ::setresuid(user, user, user) != 0) {
            give_up("the user cannot be changed", errno);
        }
    }
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    std::array<__user_cap_data_struct, _LINUX_CAPABILITY_U32S_3> none{};
    if (::syscall(SYS_capset, &header, none.data()) != 0) give_up("privileges cannot be renounced", errno);
}

/// The judge sees the sender's process id in its own namespace: the kernel translates it (SO_PASSCRED).
void announce(Words const& words, std::array<int, 2> const& descriptors) {
    auto text = std::to_string(::getpid());
    auto const count = descriptors[1] < 0 ? 1U : 2U;
    iovec data{text.data(), text.size()};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof descriptors)> control{};
    msghdr message{};
    message.msg_iov = &data;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = CMSG_SPACE(count * sizeof(int));
    auto* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(count * sizeof(int));
    std::memcpy(CMSG_DATA(header), descriptors.data(), count * sizeof(int));
    if (::sendmsg(words.channel, &message, MSG_NOSIGNAL) < 0) give_up("the judge cannot be told", errno);
}

}  // namespace

int main(int argc, char** argv) {
    (void)argc;
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) give_up("privileges cannot be renounced", errno);
    limit(RLIMIT_CORE, "0");
    auto const words = take_words(argv + 1);
    if (words.user != 0) renounce_root(words.user, words.program[0]);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // a change of the user forgets it

    std::array<int, 2> descriptors{-1, -1};  // the folder, the log
    if (words.channel >= 0) {
        descriptors[0] = ::open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (descriptors[0] < 0) give_up("the folder cannot be opened", errno);
    }
    if (!words.log.empty()) {
        auto const name = words.log + '.' + std::to_string(::getpid());
        if (::mkfifo(name.c_str(), 0600) != 0) give_up("a pipe cannot be made", errno);
        descriptors[1] = ::open(name.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
        if (descriptors[1] < 0) give_up("a pipe cannot be opened", errno);
    }
    if (!words.readable.empty() || !words.writable.empty()) {
        int const error = hb::judge::restrict_by_landlock(words.readable, words.writable);
        if (error != 0) give_up("Landlock", error);
    }
    if (words.channel >= 0) announce(words, descriptors);
    if (words.failure >= 0) ::fcntl(words.failure, F_SETFD, FD_CLOEXEC);
    ::execvp(words.program[0], words.program);
    int const error = errno;
    if (words.failure >= 0 && ::write(words.failure, &error, sizeof error) == sizeof error) return 127;
    std::fprintf(stderr, "%s: %s\n", words.program[0], std::strerror(error));
    return 127;
}
