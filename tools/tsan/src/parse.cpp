#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "clean_line.hpp"
#include "frame.hpp"
#include "report_reader.hpp"
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

/// Finds where reports begin and end. A lost rule (a process was killed in the middle of a report) costs no report.
class LogReader {
public:
    explicit LogReader(std::string_view log) : log_(log) {}

    [[nodiscard]] std::vector<Report> read() {
        for (std::size_t at = 0; at < log_.size();) {
            auto const end = std::min(log_.find('\n', at), log_.size());
            auto const next = std::min(end + 1, log_.size());
            read_line(without_decoration(log_.substr(at, end - at)), end < log_.size(), at, next);
            at = next;
        }
        if (open_) close(log_.size());
        return std::move(reports_);
    }

private:
    void read_line(std::string_view line, bool whole, std::size_t at, std::size_t next) {
        if (ends_with_rule(line)) {
            prefix_ = line.substr(0, line.size() - rule.size());
            bool const ends = open_ && !is_error_;
            if (open_) close(at);
            if (!ends) open(next, false, false);
            return;
        }
        std::string_view prefix;
        std::string_view heading;
        auto const start = read_heading(line, prefix, heading);
        if (start != Start::none) {
            prefix_ = prefix;
            if (open_ && headed_) close(at);
            if (!open_) open(at, start == Start::error, true);
            headed_ = true;
            is_error_ = start == Start::error;
        }
        if (!open_) return;
        text_ += without_prefix(line, prefix_);
        if (whole) text_ += '\n';
    }

    void open(std::size_t at, bool is_error, bool headed) {
        open_ = true;
        is_error_ = is_error;
        headed_ = headed;
        begin_ = at;
    }

    void close(std::size_t at) {
        open_ = false;
        auto const text = std::exchange(text_, {});
        if (text.find_first_not_of(" \n") == npos) return;
        reports_.push_back(read_report(text));
        reports_.back().raw = log_.substr(begin_, at - begin_);
    }

    std::string_view log_;
    std::vector<Report> reports_;
    std::string prefix_;  // of every line, as far as we know
    std::string text_;    // of the open report, clean
    std::size_t begin_ = 0;
    bool open_ = false;
    bool headed_ = false;
    bool is_error_ = false;  // ends with the log, for it has no rule of its own
};

}  // namespace

std::vector<Report> parse(std::string_view log) {
    return LogReader(log).read();
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
        case Kind::use_after_free:
        case Kind::race_between_calls:
            return report.accesses.size() >= 2;
        case Kind::lock_order_inversion:
            return report.lock_order.size() >= 2;
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
    return report.heading.empty() && report.raw.find("WARNING: ") == npos && report.raw.find("Sanitizer") == npos;
}

}  // namespace hb::tsan
