#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "report_reader.hpp"
#include "tsan/report.hpp"

namespace hb::tsan {
namespace {

constexpr std::string_view rule = "==================";

/// Finds where reports begin and end. A lost rule (a process was killed in the middle of a report) costs no report.
class LogReader {
public:
    explicit LogReader(std::string_view log) : log_(log) {}

    [[nodiscard]] std::vector<Report> read() {
        for (std::size_t at = 0; at < log_.size();) {
            auto const end = std::min(log_.find('\n', at), log_.size());
            auto line = log_.substr(at, end - at);
            if (line.ends_with('\r')) line.remove_suffix(1);
            auto const next = std::min(end + 1, log_.size());
            read_line(line, at, next);
            at = next;
        }
        if (open_) close(log_.size());
        return std::move(reports_);
    }

private:
    void read_line(std::string_view line, std::size_t at, std::size_t next) {
        if (line == rule) {
            bool const ends = open_ && !is_error_;
            if (open_) close(at);
            if (!ends) open(next, false, false);
            return;
        }
        std::string_view heading;
        auto const start = read_heading(line, heading);
        if (start == Start::none) return;
        if (open_ && headed_) close(at);
        if (!open_) open(at, start == Start::error, true);
        headed_ = true;
        is_error_ = start == Start::error;
    }

    void open(std::size_t at, bool is_error, bool headed) {
        open_ = true;
        is_error_ = is_error;
        headed_ = headed;
        begin_ = at;
    }

    void close(std::size_t at) {
        open_ = false;
        auto const raw = log_.substr(begin_, at - begin_);
        if (raw.find_first_not_of(" \r\n") != std::string_view::npos) reports_.push_back(read_report(raw));
    }

    std::string_view log_;
    std::vector<Report> reports_;
    std::size_t begin_ = 0;
    bool open_ = false;
    bool headed_ = false;
    bool is_error_ = false;  // ends with the log, for it has no rule of its own
};

}  // namespace

std::vector<Report> parse(std::string_view log) {
    return LogReader(log).read();
}

}  // namespace hb::tsan
