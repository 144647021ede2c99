#pragma once
/// A program that is started, listened to, and waited for.

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace hb::explore {

using TakeLine = std::function<void(std::string_view)>;

struct ProcessStart {
    std::vector<std::string> command;  ///< the program is looked for on PATH if it has no slash
    std::string environment;           ///< one more variable, NAME=VALUE; empty: none
    std::string input;  ///< its standard input, if `feeds_input`; ours otherwise, unless that is a terminal
    bool feeds_input = false;
    int descriptor = 1;  ///< where it writes what we read, and hears what we say
};

/// Used by one thread: the program may end with the thread that started it. It has a process group of its own, so that
/// Ctrl-C reaches us alone, who say it what to do.
class Process {
public:
    explicit Process(ProcessStart const& start);
    /// Kills it if it is still there.
    ~Process();
    Process(Process const&) = delete;
    Process& operator=(Process const&) = delete;

    [[nodiscard]] bool started() const { return process_ > 0; }

    /// Readable when the program has said something, or is gone.
    [[nodiscard]] int descriptor() const { return socket_; }

    /// Takes what has come, once, and waits for it. False if nothing more will come.
    [[nodiscard]] bool read(TakeLine const& line);

    /// A line for the program. Lost if it does not listen any more.
    void say(std::string_view line);

    void kill();

    /// Until its end, which is near, or is brought about; its status as waitpid gives it.
    [[nodiscard]] int wait();

private:
    int process_ = -1;
    int socket_ = -1;
    std::string rest_;  ///< of a line
};

/// Reads until the program closes its side; no longer than `patience`, then it is killed. False unless it ended with
/// exit status 0.
[[nodiscard]] bool run_process(ProcessStart const& start, TakeLine const& line,
                               std::chrono::milliseconds patience = std::chrono::seconds{60});

}  // namespace hb::explore
