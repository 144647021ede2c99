#pragma once
/// What a prediction is compared with: a lesson's programs, really run.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "grade/workspace.hpp"
#include "judge/subject_process.hpp"

namespace hb::grade {

/// One scenario on one answer.
struct Shown {
    std::string set;  ///< solutions, starters or kit/<slug>
    std::string exercise;
    Request request;  ///< a seed that it leaves out is drawn from the experiment's
};

/// Builds and runs what a prediction names, and keeps for a person what was run and what came of it. Used from one
/// thread. Both kinds of run throw UserError if the program does not build or does not answer.
class Experiment {
public:
    Experiment(Workspace workspace, std::string lesson, std::uint64_t seed);

    /// What the scenario replies.
    [[nodiscard]] subject::Values run(Shown const& shown);

    /// True if ThreadSanitizer reports a data race in one of several runs of it.
    [[nodiscard]] bool reports_data_race(Shown const& shown);

    /// Lines of what was run and of what came of it.
    [[nodiscard]] std::vector<std::string> const& log() const { return log_; }

private:
    [[nodiscard]] judge::Launch launch(Shown const& shown, std::string_view flavour);

    Workspace workspace_;
    std::string lesson_;
    std::uint64_t seed_;
    std::vector<std::string> log_;
};

/// The whole number of that name in a reply. Throws UserError if there is none.
[[nodiscard]] std::int64_t integer(subject::Values const& reply, std::string_view name);

}  // namespace hb::grade
