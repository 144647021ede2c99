#pragma once
/// One subject, started by a judge and asked over a private channel.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "judge/evidence.hpp"

namespace hb::judge {

/// What a subject may use. The memory is resident memory, watched by the judge: a limit on address space would kill
/// every program under ThreadSanitizer, which reserves terabytes.
struct Limits {
    std::chrono::milliseconds time{10'000};  ///< for one request, on the judge's clock
    std::uint64_t memory_bytes = std::uint64_t{2}
                                 << 30U;  ///< 2 GiB: TSan's shadow is up to ten times the program's own
    std::uint64_t output_bytes = std::uint64_t{1} << 20U;  ///< 1 MiB: no exercise prints more than a few lines
    std::uint64_t disk_bytes = std::uint64_t{64} << 20U;   ///< 64 MiB of files: no exercise writes any
    std::uint64_t files = 1000;                            ///< in its folder
    std::size_t processes = 64;  ///< together: exercises use threads, and TSan starts one process of its own
    std::size_t threads = 512;   ///< of the subject: no exercise starts a tenth of them
};

struct Launch {
    std::filesystem::path executable;
    Limits limits;
    std::string tsan_options;          ///< not empty for the tsan flavour: its log then comes over a pipe of its own
    bool threads_may_outlive = false;  ///< the exercise allows threads that stay after a reply, as those of a pool do
};

/// How a subject ended.
struct Ending {
    Outcome outcome = Outcome::answered;  ///< deadlocked, timed_out or crashed if it did not end when it was asked to
    std::string detail;
    bool end_mark = false;         ///< it said goodbye with the right nonce, and nothing else
    int exit_status = -1;          ///< -1 if a signal ended it
    bool other_processes = false;  ///< the subject had, or left, other processes, or one of them wrote a TSan log
};

/// Bytes that are kept of ThreadSanitizer's log. It reports each race once, in two or three KiB.
constexpr std::size_t longest_tsan_log = 1U << 20U;

/// Used from one thread. Starts the executable, contained (judge/containment.hpp), in a process group and an empty
/// folder of its own, with an environment of our choosing. The destructor kills the subject and every process that
/// descends from it, waits for them, and removes the folder: nothing is left running after any outcome.
class SubjectProcess {
public:
    /// Never throws for what the subject does: a missing executable is the outcome of the first ask(). Throws UserError
    /// if there is no place for its folder, or the protection does not start.
    explicit SubjectProcess(Launch launch);
    ~SubjectProcess();
    SubjectProcess(SubjectProcess const&) = delete;
    SubjectProcess& operator=(SubjectProcess const&) = delete;

    /// Sends one request and waits for its reply or for what prevents it. After any outcome but `answered` and `threw`
    /// the subject is dead, and further requests repeat that outcome.
    [[nodiscard]] Exchange ask(std::string const& scenario, subject::Values const& arguments);

    /// Asks the subject to end, and waits.
    [[nodiscard]] Ending end();

    /// Stops (SIGSTOP) and continues the subject's process group, and tells what processor time the subject has used.
    /// When pause returns, no thread of the subject runs any more (but for the last microseconds of its stop), unless
    /// the machine took a second for that.
    void pause();
    void resume();
    [[nodiscard]] double cpu_seconds() const;

    /// True if the subject has, or has left behind, other processes.
    [[nodiscard]] bool has_children() const;

    /// How many threads there are beside the main one. Returns at once if there are none; else it gives those that are
    /// just ending a second.
    [[nodiscard]] std::size_t threads_left();

    /// What came over TSan's pipe so far, up to longest_tsan_log.
    [[nodiscard]] std::string const& tsan_log() const;

    [[nodiscard]] bool alive() const;

    /// Time from the sending of the last request to its reply, on the judge's clock.
    [[nodiscard]] std::chrono::nanoseconds last_duration() const;

private:
    class Implementation;
    std::unique_ptr<Implementation> self_;
};

/// One request to a subject of its own, which is then asked to end; early ends count as `exited` also after the reply.
[[nodiscard]] Exchange ask_once(Launch const& launch, std::string const& scenario, subject::Values const& arguments);

}  // namespace hb::judge
