#pragma once
/// The parts of explanations, private to this component.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bit_field.hpp"
#include "tsan/report.hpp"
#include "tsan/text.hpp"

namespace hb::tsan {

using Lines = std::vector<std::string>;

void append(Lines& lines, Lines more);

/// Both together in at most `room` lines: the last ones say what matters, so the first ones give way.
[[nodiscard]] Lines together(Lines lines, Lines last, std::size_t room = most_lines);

/// "the main thread", "thread T1".
[[nodiscard]] std::string thread_words(std::string_view name);

/// "thread T1 'loader'" if the program has named it.
[[nodiscard]] std::string thread_words(Report const& report, std::string_view name);

[[nodiscard]] std::string capitalised(std::string text);

/// "M0", "M0 and M1", "M0, M1 and 3 more".
[[nodiscard]] std::string list(std::vector<std::string> const& names);

/// The name in a location "global 'total' of size 8 at 0x12"; empty for other locations and for '??'.
[[nodiscard]] std::string name_of_global(std::string_view location);

/// The bytes in a location "global 'total' of size 8 at 0x12"; 0 if it does not tell.
[[nodiscard]] int size_of_location(std::string_view location);

/// Finds the words for places, preferring the student's file.
class Places {
public:
    Places(std::string_view answer, std::string_view folder) : answer_(answer), folder_(folder) {}

    /// The frame to show: in the student's file, or else the innermost one outside the system and the standard library.
    [[nodiscard]] std::optional<Frame> shown(std::vector<Frame> const& stack) const;

    /// The line of source that a frame is at; empty if it cannot be read.
    [[nodiscard]] std::string source(Frame const& frame) const;

    /// All of the file that a frame is in; empty if it cannot be read.
    [[nodiscard]] std::string file(Frame const& frame) const;

    /// The bit-fields that the files of the stack declare, as far as they can be read.
    [[nodiscard]] std::vector<BitFields> bit_fields(std::vector<Frame> const& stack) const;

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

    /// "  'lock_': locked at account.hpp:7   std::lock_guard const hold(lock_);" or nothing. `words` name the mutex.
    [[nodiscard]] std::string first_use(Report const& report, std::string_view mutex, std::string_view words) const;

    /// What the line that the stack shows calls the mutex that it locks or unlocks; empty if it does not tell.
    [[nodiscard]] std::string mutex(std::vector<Frame> const& stack) const;

    /// "count_up.hpp:31", or nothing.
    [[nodiscard]] std::string words(std::vector<Frame> const& stack) const;

private:
    /// Where the frame's file may be; the first that can be read is meant.
    [[nodiscard]] std::vector<std::string> paths(Frame const& frame) const;

    [[nodiscard]] std::string shown_line(Frame const& frame, int column, std::size_t before) const;

    std::string answer_;
    std::string folder_;
};

/// The mutexes of a report by what their lines call them.
class MutexNames {
public:
    MutexNames(Report const& report, Places const& places);

    /// "'lock_'"; "'lock_' (M0)" if another one is called so, too; "M0" if no line tells.
    [[nodiscard]] std::string words(std::string_view mutex) const;

    /// The words of all of them, as list() puts them.
    [[nodiscard]] std::string list(std::vector<std::string> const& mutexes) const;

    /// True if the mutex has a name that no other has.
    [[nodiscard]] bool tell_apart(std::string_view mutex) const;

private:
    struct Named {
        std::string mutex;
        std::string name;
        bool destroyed = false;
        bool local = false;  ///< the name is a parameter's: elsewhere it means something else
    };
    std::vector<Named> names_;
};

/// "'lock_' (M0)", "M0" without a name.
[[nodiscard]] std::string quoted(std::string_view name, std::string_view mutex);

/// The function of the stack that the frame shown calls, with its class; empty if the frame shown is the innermost.
[[nodiscard]] std::string called_function(std::vector<Frame> const& stack, Frame const& shown);

/// The function of the C library that the stack is in; empty if it is in another one.
[[nodiscard]] std::string library_function(std::vector<Frame> const& stack);

/// True for a report in which no frame of the program has a line: it was compiled without debug information.
[[nodiscard]] bool lacks_lines(Report const& report);

/// True for an access that gives memory back: TSan reports it as a write.
[[nodiscard]] bool frees(Access const& access);

/// True for an access to a file descriptor that closes it: TSan reports it as a write.
[[nodiscard]] bool closes(Access const& access);

/// "8 bytes"
[[nodiscard]] std::string bytes(int size);

/// What the accesses of a report are to: the variable or field, and where it lies.
struct Memory {
    std::string words;
    std::string name;        ///< in the source lines; empty if they do not tell
    std::string place = {};  ///< "in a heap block of 8 bytes (allocated at a.cpp:3)"; empty if the report does not say
};
[[nodiscard]] Memory memory_of(Report const& report, Places const& places);

/// The variable that an access is to as its own line calls it; empty if the line leaves a doubt.
[[nodiscard]] std::string variable_of(Access const& access, Places const& places);

/// Data races and uses after free: the kinds of reports with two accesses. At most `room` lines.
[[nodiscard]] Lines explain_accesses(Report const& report, Places const& places, std::size_t room);

}  // namespace hb::tsan
