#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "clean_line.hpp"
#include "frame.hpp"
#include "report_reader.hpp"
#include "streams.hpp"
#include "tsan/report.hpp"

namespace hb::tsan {
namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::string_view rule = "==================";

/// True if the line is a rule, or ends with one: another program's prefix, or a line that it had not ended.
[[nodiscard]] bool ends_with_rule(std::string_view line) {
    if (!line.ends_with(rule)) return false;
    return line.size() == rule.size() || line[line.size() - rule.size() - 1] != '=';
}

/// A report and where it begins in the log.
struct Found {
    std::size_t at = 0;
    Report report;
};

/// Finds where reports begin and end in the lines of one program. A lost rule (a process was killed in the middle of a
/// report) costs no report, nor does a lost heading.
class LogReader {
public:
    [[nodiscard]] std::vector<Found> read(std::vector<Line> const& lines) {
        for (auto const& line : lines)
            read_line(line);
        if (open_) close();
        return std::move(found_);
    }

private:
    void read_line(Line const& line) {
        if (ends_with_rule(line.clean)) {
            prefix_ = line.clean.substr(0, line.clean.size() - rule.size());
            bool const ends = open_ && !is_error_;
            if (open_) close();
            stray_.clear();
            if (!ends) open(line.at + line.raw.size(), false, false);
            return;
        }
        std::string_view prefix;
        std::string_view heading;
        auto const start = read_heading(line.clean, prefix, heading);
        if (start != Start::none) {
            prefix_ = prefix;
            if (open_ && headed_) close();
            if (!open_) open(line.at, start == Start::error, true);
            headed_ = true;
            is_error_ = start == Start::error;
        } else if (!open_ && is_inside(line.clean, prefix)) {
            prefix_ = prefix;
            open(stray_.empty() ? line.at : stray_.front().at, false, true);
            for (auto const& frame : stray_)
                add(frame);
        }
        if (open_) {
            stray_.clear();
            return add(line);
        }
        // Perhaps of a stack whose heading is lost. Between stacks there are empty lines.
        constexpr std::string_view begin_of_frame = "    #";
        bool const empty = !stray_.empty() && line.clean.size() <= stray_.front().clean.find(begin_of_frame);
        if (empty || line.clean.find(begin_of_frame) != npos) {
            stray_.push_back(line);
        } else {
            stray_.clear();
        }
    }

    void open(std::size_t at, bool is_error, bool headed) {
        open_ = true;
        is_error_ = is_error;
        headed_ = headed;
        begin_ = at;
    }

    void add(Line const& line) {
        text_ += without_prefix(line.clean, prefix_);
        if (line.raw.ends_with('\n')) text_ += '\n';
        raw_ += line.raw;
    }

    void close() {
        open_ = false;
        auto const text = std::exchange(text_, {});
        auto raw = std::exchange(raw_, {});
        if (text.find_first_not_of(" \n") == npos) return;
        found_.push_back({begin_, read_report(text)});
        found_.back().report.raw = std::move(raw);
    }

    std::vector<Found> found_;
    std::vector<Line> stray_;  // frames outside any report
    std::string prefix_;       // of every line, as far as we know
    std::string text_;         // of the open report, clean
    std::string raw_;          // of the open report, as it stands in the log
    std::size_t begin_ = 0;
    bool open_ = false;
    bool headed_ = false;
    bool is_error_ = false;  // ends with the log, for it has no rule of its own
};

/// ThreadSanitizer writes at least one line below the heading of each stack, if only that it has lost it.
[[nodiscard]] bool has_stack(Access const& access) {
    return !access.stack.empty();
}

/// No thread races with itself: two reports were mixed into one.
[[nodiscard]] bool is_by_one_thread(Report const& report) {
    return !report.accesses[0].thread.empty() && report.accesses[0].thread == report.accesses[1].thread;
}

}  // namespace

std::vector<Report> parse(std::string_view log) {
    std::vector<Found> found;
    for (auto const& stream : streams_of(lines_of(log)))
        std::ranges::move(LogReader().read(stream), std::back_inserter(found));
    std::ranges::sort(found, {}, &Found::at);
    std::vector<Report> reports;
    for (auto& one : found)
        reports.push_back(std::move(one.report));
    return reports;
}

int announced(std::string_view log) {
    constexpr std::string_view words = "ThreadSanitizer: reported ";
    int sum = 0;
    for (auto at = log.find(words); at != npos; at = log.find(words, at + 1))
        sum += leading_number(log.substr(at + words.size()));
    return sum;
}

bool understood(Report const& report) {
    switch (report.kind) {
        case Kind::data_race:
        case Kind::race_between_calls:
            return report.accesses.size() >= 2 && std::ranges::all_of(report.accesses, has_stack) &&
                   !is_by_one_thread(report);
        case Kind::use_after_free:
            return report.accesses.size() >= 2 && std::ranges::all_of(report.accesses, has_stack);
        case Kind::lock_order_inversion:
            return report.lock_order.size() >= 2 &&
                   std::ranges::none_of(report.lock_order, [](LockStep const& step) { return step.stack.empty(); });
        case Kind::thread_leak:
            return !report.threads.empty();
        case Kind::other:
            return false;
        default:
            return !report.stack.empty();
    }
}

// Go's race detector writes "WARNING: DATA RACE" between the same rules.
bool is_noise(Report const& report) {
    bool const has_part = !report.accesses.empty() || !report.location.empty() || !report.threads.empty() ||
                          !report.mutexes.empty() || !report.lock_order.empty();
    return report.heading.empty() && !has_part && report.raw.find("WARNING: ") == npos &&
           report.raw.find("Sanitizer") == npos;
}

}  // namespace hb::tsan
