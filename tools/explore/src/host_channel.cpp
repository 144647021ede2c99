#include "host_channel.hpp"

#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <string_view>

#include "raw_syscall.hpp"

namespace hb::explore {
namespace {

constinit int channel = -1;
constinit bool closed = false;
std::string unread;

/// Takes what has come; with `flags` 0 it waits for something.
void receive(int flags) {
    if (channel < 0) return;
    std::array<char, 4096> buffer;
    auto const got = raw_syscall(SYS_recvfrom, channel, reinterpret_cast<long>(buffer.data()), buffer.size(), flags);
    if (got > 0)
        unread.append(buffer.data(), static_cast<std::size_t>(got));
    else
        closed = closed || (got != -EAGAIN && got != -EINTR);
}

std::vector<std::string> words(std::string const& line) {
    std::vector<std::string> result(1);
    for (auto const character : line) {
        if (character == '\t')
            result.emplace_back();
        else
            result.back() += character;
    }
    return result;
}

}  // namespace

void listen_to_host(int descriptor) {
    channel = descriptor;
    // A search that nobody hears any more must not go on, also if it hangs.
    raw_syscall(SYS_prctl, PR_SET_PDEATHSIG, SIGKILL);
}

Wishes look_for_wishes() {
    receive(MSG_DONTWAIT);
    return {closed || unread.find("stop\n") != unread.npos, unread.find("split\n") != unread.npos};
}

void forget_wish_to_split() {
    constexpr std::string_view wish{"split\n"};
    if (auto const at = unread.find(wish); at != unread.npos) unread.erase(at, wish.size());
}

std::optional<std::vector<std::string>> next_command() {
    for (;;) {
        auto const end = unread.find('\n');
        if (end == unread.npos) {
            if (closed || channel < 0) return std::nullopt;
            receive(0);
            continue;
        }
        auto const line = unread.substr(0, end);
        unread.erase(0, end + 1);
        if (line == "stop" || line == "split") continue;
        if (line == "end") return std::nullopt;
        return words(line);
    }
}

}  // namespace hb::explore
