#pragma once
#include <sys/types.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "judge/descriptor.hpp"

namespace hb::cli {

/// A program under way, in the folder of the checkout, with our standard error. Used from one thread.
class Child {
public:
    enum class Output { shown, piped };

    /// Throws UserError if it cannot be started.
    Child(std::vector<std::string> const& command, Output output);
    Child(Child const&) = delete;
    Child& operator=(Child const&) = delete;
    ~Child();  ///< asks it to end (SIGTERM) if it still runs, and waits until it has cleaned up

    /// Its standard output, if piped.
    [[nodiscard]] int output() const { return output_.get(); }

    /// Readable, for poll, as soon as it has ended.
    [[nodiscard]] int ended() const { return ended_.get(); }

    /// Its exit status, or 128 + the signal; none while it runs.
    [[nodiscard]] std::optional<int> status();

    /// Waits for it. Ctrl-C reaches it too, a SIGTERM for us alone is passed on: we wait for it to clean up, and then
    /// throw Interrupted.
    int wait();

    /// SIGTERM: it is to clean up and end.
    void ask_to_end();

private:
    void await_end() const;

    pid_t process_ = -1;
    judge::Descriptor output_;
    judge::Descriptor ended_;
    std::optional<int> status_;
};

/// Runs a program and hands over each line of its standard output as it comes. Returns its exit status as wait() does,
/// and throws what it throws.
int run_lines(std::vector<std::string> const& command, std::function<void(std::string const&)> const& on_line);

/// The same with our own standard output: what it prints is seen at once, with its own colours.
int run_shown(std::vector<std::string> const& command);

}  // namespace hb::cli
