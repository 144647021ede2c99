#include "ask.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "judge/interrupt.hpp"

namespace hb::cli {

bool somebody_is_there() {
    return ::isatty(STDIN_FILENO) == 1 && ::isatty(STDOUT_FILENO) == 1;
}

std::optional<std::string> answer_to(std::string const& prompt) {
    fmt::print("{}", prompt);
    std::fflush(stdout);
    std::string line;
    for (;;) {
        char c = 0;
        // One byte at a time: nothing is taken that the next question, or another program, should read.
        auto const count = ::read(STDIN_FILENO, &c, 1);
        if (count < 0 && errno == EINTR) {
            judge::throw_if_interrupted();
            continue;
        }
        if (count <= 0) {
            fmt::print("\n");
            return std::nullopt;
        }
        if (c == '\n') break;
        line += c;
    }
    auto const first = line.find_first_not_of(" \t\r");
    if (first == std::string::npos) return std::string{};
    return line.substr(first, line.find_last_not_of(" \t\r") - first + 1);
}

std::optional<bool> agrees(std::string const& question, bool standard) {
    for (;;) {
        auto const answer = answer_to(fmt::format("{} [{}] ", question, standard ? "Y/n" : "y/N"));
        if (!answer) return std::nullopt;
        if (answer->empty()) return standard;
        if (*answer == "y" || *answer == "Y" || *answer == "yes") return true;
        if (*answer == "n" || *answer == "N" || *answer == "no") return false;
    }
}

}  // namespace hb::cli
