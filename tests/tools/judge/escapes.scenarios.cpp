// What an answer could try on the machine that judges it. Each is bounded, should nothing hold it back.

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <new>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "subject/scenario.hpp"

namespace {

using hb::subject::Arguments;
using hb::subject::Scenario;
using hb::subject::Values;

constexpr int most_children = 300;
constexpr int most_files = 5000;

[[noreturn]] void wait_for_ever() {
    for (;;)
        ::pause();
}

/// 0, or errno of what failed.
std::int64_t error_of(bool failed) {
    return failed ? errno : 0;
}

Scenario const forks_without_end{"forks_without_end",
                                 "every process starts others",
                                 {{"sessions", 0, "1: each in a session of its own"}},
                                 [](Arguments const& given) -> Values {
                                     auto* memory = ::mmap(nullptr, sizeof(std::atomic<int>), PROT_READ | PROT_WRITE,
                                                           MAP_SHARED | MAP_ANONYMOUS, -1, 0);
                                     auto* count = new (memory) std::atomic<int>{0};
                                     while (count->fetch_add(1) < most_children) {
                                         if (::fork() == 0 && given.integer("sessions") == 1) ::setsid();
                                     }
                                     wait_for_ever();
                                 }};

/// Replies how many processes the kernel let it have. Bounded: where no limit holds, 3,000 harm no machine.
Scenario const forks_until_refused{
    "forks_until_refused", "starts processes that wait, until it cannot", {}, [](Arguments const&) -> Values {
        constexpr int most = 3000;
        int started = 0;
        for (pid_t child = 0; started < most && (child = ::fork()) >= 0; ++started) {
            if (child == 0) wait_for_ever();
        }
        return {{"started", started}};
    }};

/// Every process leaves its parent, its session and a brother who goes on. What is written tells how far it came.
Scenario const forks_away{
    "forks_away", "processes that leave their parents at once", {}, [](Arguments const&) -> Values {
        constexpr int most = 3000;
        auto* memory =
            ::mmap(nullptr, sizeof(std::atomic<int>), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        auto* count = new (memory) std::atomic<int>{0};
        while (count->fetch_add(1) < most) {
            if (::fork() != 0) continue;
            ::setsid();
            if (::fork() != 0) ::_exit(0);
        }
        wait_for_ever();
    }};

Scenario const tells_its_user{
    "tells_its_user", "replies with its user", {}, [](Arguments const&) -> Values { return {{"user", ::getuid()}}; }};

/// Bounded, or until no more can be had; all of them wait.
Scenario const starts_threads_without_end{
    "starts_threads_without_end", "and none of them ends", {}, [](Arguments const&) -> Values {
        constexpr int most = 5000;
        try {
            for (int i = 0; i < most; ++i)
                std::thread{wait_for_ever}.detach();
        } catch (std::system_error const&) {
        }
        wait_for_ever();
    }};

Scenario const eats_memory_together{
    "eats_memory_together", "eight processes take 60 MiB each", {}, [](Arguments const&) -> Values {
        for (int i = 0; i < 8; ++i) {
            if (::fork() != 0) continue;
            std::vector<char> eaten(60U << 20U, 'x');
            for (char volatile& byte : eaten)  // volatile: or the compiler does without the memory
                byte = 'y';
            wait_for_ever();
        }
        wait_for_ever();
    }};

Scenario const writes_files{"writes_files",
                            "writes file after file",
                            {{"bytes", 1 << 20, "of each"}, {"named", 1, "0: each is removed as soon as it is open"}},
                            [](Arguments const& given) -> Values {
                                std::string const text(static_cast<std::size_t>(given.integer("bytes")), 'x');
                                for (int i = 0; i < most_files; ++i) {
                                    auto const name = "file" + std::to_string(i);
                                    int const file = ::open(name.c_str(), O_CREAT | O_WRONLY, 0600);
                                    if (given.integer("named") == 0) ::unlink(name.c_str());
                                    if (file < 0 || ::write(file, text.data(), text.size()) < 0)
                                        break;  // the disk is full
                                    if (given.integer("named") == 1) ::close(file);
                                }
                                wait_for_ever();
                            }};

Scenario const writes_one_file{"writes_one_file", "a file that grows", {}, [](Arguments const&) -> Values {
                                   int const file = ::open("large", O_CREAT | O_WRONLY, 0600);
                                   std::string const text(1U << 20U, 'x');
                                   for (int i = 0; i < 200; ++i) {
                                       if (::write(file, text.data(), text.size()) < 0) break;
                                   }
                                   wait_for_ever();
                               }};

Scenario const writes{
    "writes", "makes or changes a file", {{"path", "", "of the file"}}, [](Arguments const& given) -> Values {
        int const file = ::open(given.text("path").c_str(), O_CREAT | O_WRONLY, 0600);
        return {{"error", error_of(file < 0 || ::write(file, "!", 1) != 1)}};
    }};

Scenario const reads{"reads", "reads a file", {{"path", "", "of the file"}}, [](Arguments const& given) -> Values {
                         char byte = 0;
                         int const file = ::open(given.text("path").c_str(), O_RDONLY);
                         return {{"error", error_of(file < 0 || ::read(file, &byte, 1) != 1)}};
                     }};

Scenario const connects{
    "connects", "opens a TCP connection to this machine", {{"port", 0, "of it"}}, [](Arguments const& given) -> Values {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = ::htons(static_cast<std::uint16_t>(given.integer("port")));
        address.sin_addr.s_addr = ::htonl(INADDR_LOOPBACK);
        int const end = ::socket(AF_INET, SOCK_STREAM, 0);
        return {{"error", error_of(::connect(end, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)}};
    }};

/// Only if neither the judge nor the first process of the machine could be hit: then it is held back.
Scenario const kills_all{
    "kills_all", "kills every process that it can", {{"judge", 0, "process id"}}, [](Arguments const& given) -> Values {
        auto const judge = static_cast<pid_t>(given.integer("judge"));
        if (judge <= 1 || ::kill(judge, 0) == 0 || (::getppid() != 1 && ::kill(1, 0) == 0)) return {{"reached", 1}};
        ::kill(-1, SIGKILL);
        return {{"reached", 0}};
    }};

Scenario const leaves_its_group{
    "leaves_its_group", "and uses processor time there", {}, [](Arguments const&) -> Values {
        ::setpgid(0, 0);
        std::thread{[] {
            // Volatile: the compiler takes away a loop over an atomic that nobody changes, and the function's end with
            // it.
            for (bool volatile endless = true; endless;) {
            }
        }}.detach();
        return {{"number", 1}};
    }};

}  // namespace
