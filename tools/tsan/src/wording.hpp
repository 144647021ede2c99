#pragma once
/// The parts of explanations, private to this component.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tsan/report.hpp"

namespace hb::tsan {

using Lines = std::vector<std::string>;

void append(Lines& lines, Lines more);

/// Both together in at most 12 lines: the last ones say what matters, so the first ones give way.
[[nodiscard]] Lines together(Lines lines, Lines last);

/// "the main thread", "thread T1".
[[nodiscard]] std::string thread_words(std::string_view name);

/// "thread T1 'loader'" if the program has named it.
[[nodiscard]] std::string thread_words(Report const& report, std::string_view name);

[[nodiscard]] std::string capitalised(std::string text);

/// "M0", "M0 and M1", "M0, M1 and 3 more".
[[nodiscard]] std::string list(std::vector<std::string> const& names);

/// The name in a location "global 'total' of size 8 at 0x12"; empty for other locations and for '??'.
[[nodiscard]] std::string name_of_global(std::string_view location);

/// Finds the words for places, preferring the student's file.
class Places {
public:
    Places(std::string_view answer, std::string_view folder) : answer_(answer), folder_(folder) {}

    /// The frame to show: in the student's file, or else the innermost one outside the system and the standard library.
    [[nodiscard]] std::optional<Frame> shown(std::vector<Frame> const& stack) const;

    /// The line of source that a frame is at; empty if it cannot be read.
    [[nodiscard]] std::string source(Frame const& frame) const;

    /// " (created at count_up.hpp:31)", or nothing: `words` come before the place.
    [[nodiscard]] std::string remark(std::string_view words, std::vector<Frame> const& stack) const;

    /// " (called at transfer.cpp:15)": the place outside the shown one, or nothing.
    [[nodiscard]] std::string caller(std::vector<Frame> const& stack) const;

    /// "      count_up.hpp:24   total = before + 1;". Of a long line the part around the place, or around `name`.
    [[nodiscard]] std::string line(std::vector<Frame> const& stack, std::string_view name = {}) const;

    /// " (runs fill, created at count_up.hpp:31)", or by whom if the place is lost. `stack` is of what it does here.
    [[nodiscard]] std::string role(Report const& report, std::string_view thread,
                                   std::vector<Frame> const& stack) const;

    /// " (created at count_up.hpp:31)" for a thread of this report that has such a place.
    [[nodiscard]] std::string creation(Report const& report, std::string_view thread) const;

    /// "  M0: locked at account.hpp:7   std::lock_guard const hold(lock_);" or nothing.
    [[nodiscard]] std::string first_use(Report const& report, std::string_view mutex) const;

private:
    [[nodiscard]] std::string shown_line(Frame const& frame, int column, std::size_t before) const;

    std::string answer_;
    std::string folder_;
};

/// The function of the stack that the frame shown calls, with its class; empty if the frame shown is the innermost.
[[nodiscard]] std::string called_function(std::vector<Frame> const& stack, Frame const& shown);

/// True for an access that gives memory back: TSan reports it as a write.
[[nodiscard]] bool frees(Access const& access);

/// "8 bytes"
[[nodiscard]] std::string bytes(int size);

/// What the accesses of a report are to: the variable or field, and where it lies.
struct Memory {
    std::string words;
    std::string name;     ///< in the source lines; empty if they do not tell
    bool certain = true;  ///< false where only the lines, and no column, say which variable it is
};
[[nodiscard]] Memory memory_of(Report const& report, Places const& places);

/// Data races and uses after free: the kinds of reports with two accesses.
[[nodiscard]] Lines explain_accesses(Report const& report, Places const& places);

}  // namespace hb::tsan
