#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "judge/subject_process.hpp"
#include "spawn.hpp"

namespace hb::judge {

/// Looks at a living subject: at its processes, their memory, its files, and what its threads wait for.
class SubjectWatch {
public:
    /// The launch and what was spawned must outlive the watch.
    SubjectWatch(Launch const& launch, Spawned const& spawned) : launch_{launch}, spawned_{spawned} {}

    /// Why the subject has to be ended.
    struct Verdict {
        Outcome outcome = Outcome::timed_out;
        std::string detail;
    };

    /// A new wait begins: what was seen before no longer tells a deadlock.
    void begin() { blocked_looks_ = 0; }

    /// One look; nothing if the subject may go on.
    [[nodiscard]] std::optional<Verdict> look(bool time_is_up);

    /// True if there are other processes that are copies of the subject's program: the answer's doing. (ThreadSanitizer
    /// itself starts one, the symbolizer.) Without TSan every process is.
    [[nodiscard]] bool has_children() const;

private:
    [[nodiscard]] std::vector<pid_t> others(std::size_t most) const;
    [[nodiscard]] std::optional<Verdict> look_at_threads_of_subject(bool time_is_up);

    Launch const& launch_;
    Spawned const& spawned_;
    int blocked_looks_ = 0;
    std::uint64_t switches_at_last_look_ = 0;
    double cpu_at_last_look_ = -1;
};

}  // namespace hb::judge
