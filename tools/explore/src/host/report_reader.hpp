#pragma once
/// Reads the runtime's lines (src/report.hpp).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "explore/explore.hpp"

namespace hb::explore {

/// A line's word, and its fields.
struct ReportLine {
    std::string word;
    std::vector<std::string> fields;
};
[[nodiscard]] ReportLine split(std::string_view line);

/// An operation of the report as it comes: offsets instead of names.
struct RawOperation {
    std::string kind;
    unsigned size = 0;
    std::string object;
    std::vector<std::uint64_t> places;  ///< of itself, then of its callers; 0: unknown
};

/// A block of the heap: offsets in the arena, and who allocated it.
struct RawBlock {
    std::uint64_t begin = 0;
    std::uint64_t size = 0;
    std::uint64_t place = 0;
    std::vector<std::uint64_t> callers;
};

/// A place in the result that waits for names.
struct Unnamed {
    OperationSeen* operation;
    RawOperation raw;
};
struct UnnamedHeld {
    std::string* name;
    std::string object;
};

/// Takes the report line by line, in order. `result` keeps its address.
class ReportReader {
public:
    explicit ReportReader(Result& result) : result_{result} {}

    /// False if the line is none of the runtime's.
    bool take(std::string_view line);

    /// How far the search under way is.
    [[nodiscard]] std::optional<Progress> const& progress() const { return progress_; }

    /// The last line was there.
    [[nodiscard]] bool complete() const { return complete_; }

    /// What is still to be named. Called once, at the end; pointers go into the result.
    struct Names {
        std::vector<Unnamed> operations;
        std::vector<UnnamedHeld> held;
        std::vector<RawBlock> blocks;
    };
    /// One for each failure.
    [[nodiscard]] std::vector<Names> unnamed();

private:
    bool take_fields(std::string_view word, std::vector<std::string> const& fields);
    void take_progress(std::vector<std::string> const& fields);

    Result& result_;
    std::vector<OutcomeSeen> outcomes_;  ///< of the search whose totals follow
    std::optional<Progress> progress_;
    bool complete_ = false;
    // In the order of the result's failures, and within them race, events, unfinished.
    struct RawFailure {
        std::vector<RawBlock> blocks;
        std::vector<RawOperation> race;
        std::vector<RawOperation> events;
        std::vector<RawOperation> unfinished;
    };
    std::vector<RawFailure> raw_;
};

}  // namespace hb::explore
