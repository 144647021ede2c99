#pragma once
#include <nlohmann/json.hpp>
#include <string>

#include "grade/workspace.hpp"

namespace hb::cli {

/// Remembers what a check finds of the student's own answer; of other answer sets, nothing. Made before the check, so
/// that verdicts are never kept for an answer that was saved anew while they were formed.
///
/// A check of some verdicts only adds to what is known of the same content; verdicts on another content are forgotten.
/// Whatever prevents remembering is said on standard error: the verdicts count, and a check does not fail for it.
class Recording {
public:
    explicit Recording(grade::Answer const& answer);

    /// `result` is what ask_judge returned.
    void keep(nlohmann::json const& result) const;

private:
    void keep_verdicts(nlohmann::json const& result) const;

    grade::Answer answer_;
    std::string content_;
};

}  // namespace hb::cli
