#pragma once
/// Processes of the program under test, and the talk with them.

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "explore/explore.hpp"
#include "process.hpp"

namespace hb::explore {

enum class Role : std::uint8_t {
    alone,      ///< searches as the settings say, and ends
    beginning,  ///< the same, without what Strategy::thorough leaves over for the end
    worker,     ///< searches parts of the tree as it is told (src/part_worker.cpp)
};

/// Used by one thread.
class Sessions {
public:
    /// `line` is called for each line that a process says, with its number from 0 on.
    Sessions(std::filesystem::path const& program, std::vector<std::string> const& arguments, Settings const& settings,
             int count, Role role, std::function<void(std::size_t, std::string_view)> line);

    /// Waits until somebody says something, or a moment has passed. False if nobody has anything more to say: all have
    /// ended, or had to be killed.
    [[nodiscard]] bool listen();

    /// Its side is open.
    [[nodiscard]] bool speaks(std::size_t process) const { return speaks_[process]; }

    void say(std::size_t process, std::string_view line) { processes_[process]->say(line); }

    /// Somebody has asked to stop; the processes were told.
    [[nodiscard]] bool interrupted() const { return interrupted_; }

    /// What went wrong with that process; empty if it has ended well. It is no longer there afterwards.
    [[nodiscard]] std::string trouble(std::size_t process, bool complete);

private:
    [[nodiscard]] bool must_be_killed();

    std::string program_;
    Settings const& settings_;
    std::function<void(std::size_t, std::string_view)> line_;
    std::vector<std::unique_ptr<Process>> processes_;
    std::vector<bool> speaks_;  ///< its side is open
    using Clock = std::chrono::steady_clock;
    Clock::time_point began_ = Clock::now();
    Clock::time_point last_word_ = began_;
    Clock::time_point stop_said_;
    bool interrupted_ = false;
    std::string killed_;  ///< why
};

[[nodiscard]] Result explore_alone(std::filesystem::path const& program, std::vector<std::string> const& arguments,
                                   Settings const& settings, Role role = Role::alone);

/// By several processes (jobs.cpp).
[[nodiscard]] Result explore_with_jobs(std::filesystem::path const& program, std::vector<std::string> const& arguments,
                                       Settings const& settings, int jobs);

}  // namespace hb::explore
