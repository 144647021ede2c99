#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <string_view>
#include <utility>

#include "frame.hpp"
#include "report_reader.hpp"
#include "tsan/report.hpp"

namespace hb::tsan {
namespace {

constexpr auto npos = std::string_view::npos;

/// Takes `prefix` off the beginning of `text`, if it is there.
[[nodiscard]] bool take(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

/// The text before `mark`; all of it if there is no mark.
[[nodiscard]] std::string_view before(std::string_view text, std::string_view mark) {
    return text.substr(0, text.find(mark));
}

/// The text after `mark`; nothing if there is no mark.
[[nodiscard]] std::string_view after(std::string_view text, std::string_view mark) {
    auto const at = text.find(mark);
    return at == npos ? std::string_view{} : text.substr(at + mark.size());
}

/// "T2" of "thread T2 ...", "main thread" of "main thread ...".
[[nodiscard]] std::string thread_name(std::string_view text) {
    if (text.starts_with("main thread")) return "main thread";
    if (!take(text, "thread ")) return {};
    return std::string(text.substr(0, text.find_first_of(" :.(\n")));
}

[[nodiscard]] std::string mutex_name(std::string_view text) {
    return std::string(text.substr(0, text.find_first_of(" ,:()")));
}

[[nodiscard]] Kind kind_of(std::string_view heading) {
    constexpr std::array<std::pair<std::string_view, Kind>, 8> known = {{
        {"data race", Kind::data_race},
        {"lock-order-inversion", Kind::lock_order_inversion},
        {"thread leak", Kind::thread_leak},
        {"heap-use-after-free", Kind::use_after_free},
        {"double lock of a mutex", Kind::double_lock},
        {"unlock of an unlocked mutex", Kind::unlock_of_unlocked},
        {"destroy of a locked mutex", Kind::destroyed_locked_mutex},
        {"signal-unsafe call inside of a signal", Kind::signal_unsafe_call},
    }};
    auto const* const found = std::ranges::find_if(known, [&](auto const& k) { return heading.starts_with(k.first); });
    return found == known.end() ? Kind::other : found->second;
}

/// Reads one report, line by line. A section's heading says which stack the frames below it belong to.
class ReportReader {
public:
    void read(std::string_view line) {
        if (line.empty()) {
            target_ = &passed_over_;
        } else if (auto frame = parse_frame(line)) {
            target_->push_back(std::move(*frame));
        } else if (take(line, "  ") && !line.starts_with(' ')) {
            read_section(line);
        }
    }

    /// Where a report without accesses happened is said in its own place for two kinds.
    void finish() {
        if (!report_.stack.empty()) return;
        if (!report_.lock_order.empty()) report_.stack = report_.lock_order.front().stack;
        if (report_.kind == Kind::thread_leak && !report_.threads.empty())
            report_.stack = report_.threads.front().created;
    }

    [[nodiscard]] Report& report() { return report_; }

private:
    void read_section(std::string_view line) {
        target_ = &passed_over_;
        if (line.starts_with("and:")) {
            target_ = &report_.second_stack;
        } else if (line.starts_with("Signal ")) {
            target_ = &report_.stack;
        } else if (line.starts_with("As if synchronized via sleep")) {
            target_ = &report_.sleep;
        } else if (take(line, "Location is ")) {
            read_location(line);
        } else if (take(line, "Thread ")) {
            auto& thread = report_.threads.emplace_back();
            thread.name = before(line, " ");
            // The last parenthesis: the program itself may have given the thread a name, which comes before.
            auto const status = line.rfind("(tid=");
            thread.finished = status != npos && before(line.substr(status), ")").ends_with("finished");
            target_ = &thread.created;
        } else if (take(line, "Mutex ")) {
            read_mutex(line);
        } else {
            read_access(line);
        }
    }

    void read_location(std::string_view line) {
        // A second location ("global '??' ... ([stack]+0x1)") only repeats the first one with less.
        if (!report_.location.empty()) return;
        while (line.ends_with(':') || line.ends_with('.'))
            line.remove_suffix(1);
        if (auto const module = line.rfind(" ("); module != npos && line.find("+0x", module) != npos) {
            line = line.substr(0, module);
        }
        report_.location = line;
        target_ = &report_.location_stack;
    }

    void read_mutex(std::string_view line) {
        auto const name = mutex_name(line);
        if (line.find(" acquired here while holding mutex ") != npos) {
            auto& step = report_.lock_order.emplace_back();
            step.acquired = name;
            step.held = mutex_name(after(line, " while holding mutex "));
            step.thread = thread_name(after(line, " in "));
            target_ = &step.stack;
        } else if (line.find(" previously acquired by the same thread") != npos && !report_.lock_order.empty()) {
            target_ = &report_.lock_order.back().held_since;
        } else {
            auto& mutex = report_.mutexes.emplace_back();
            mutex.name = name;
            target_ = &mutex.first_use;
        }
    }

    void read_access(std::string_view line) {
        (void)take(line, "Previous ");
        Access access;
        access.atomic = take(line, "Atomic ") || take(line, "atomic ");
        access.write = take(line, "Write ") || take(line, "write ");
        if (!access.write && !take(line, "Read ") && !take(line, "read ")) return;
        if (!take(line, "of size ")) return;
        access.size = leading_number(line);
        access.thread = thread_name(after(line, " by "));
        auto held = before(after(line, "(mutexes: "), ")");
        while (!held.empty()) {
            auto one = before(held, ", ");
            held = after(held, ", ");
            bool const shared = take(one, "read ");
            if (!shared) (void)take(one, "write ");
            access.mutexes.push_back(mutex_name(one));
            if (shared) access.shared_mutexes.push_back(access.mutexes.back());
        }
        target_ = &report_.accesses.emplace_back(std::move(access)).stack;
    }

    Report report_;
    std::vector<Frame> passed_over_;
    std::vector<Frame>* target_ = &report_.stack;
};

}  // namespace

// "==12==WARNING: ThreadSanitizer: memory layout ..." is a remark and no report.
Start read_heading(std::string_view line, std::string_view& heading) {
    if (take(line, "WARNING: ThreadSanitizer: ")) {
        heading = before(line, " (pid=");
        return Start::report;
    }
    if (line.starts_with("ThreadSanitizer: CHECK failed")) {
        heading = after(line, ": ");
        return Start::error;
    }
    if (take(line, "==")) {
        auto const digits = std::min(line.find_first_not_of("0123456789"), line.size());
        line.remove_prefix(digits);
        if (digits == 0 || !take(line, "==")) return Start::none;
    }
    if (!take(line, "ERROR: ThreadSanitizer") && !take(line, "FATAL: ThreadSanitizer")) return Start::none;
    if (!take(line, ": ")) (void)take(line, " ");
    heading = before(line, " (pc ");
    return Start::error;
}

Report read_report(std::string_view raw) {
    ReportReader reader;
    reader.report().raw = raw;
    bool headed = false;
    while (!raw.empty()) {
        auto line = before(raw, "\n");
        // A line that the end of the log cuts would name a wrong line number, or no mutex where there was one.
        bool const whole = line.size() < raw.size();
        raw.remove_prefix(std::min(line.size() + 1, raw.size()));
        if (line.ends_with('\r')) line.remove_suffix(1);
        std::string_view heading;
        if (!headed && read_heading(line, heading) != Start::none) {
            headed = true;
            reader.report().heading = heading;
            reader.report().kind = kind_of(heading);
        } else if (whole) {
            reader.read(line);
        }
    }
    reader.finish();
    return std::move(reader.report());
}

}  // namespace hb::tsan
