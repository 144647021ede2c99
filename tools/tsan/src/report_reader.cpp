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

/// Takes "==123==" off the end of `text`, if it is there: the number of the process.
[[nodiscard]] bool take_process_mark(std::string_view& text) {
    if (!text.ends_with("==")) return false;
    auto const digits = text.find_last_not_of("0123456789", text.size() - 3);
    if (digits == npos || digits == 0 || digits + 3 == text.size() || text.substr(digits - 1, 2) != "==") return false;
    text = text.substr(0, digits - 1);
    return true;
}

[[nodiscard]] std::string mutex_name(std::string_view text) {
    return std::string(text.substr(0, text.find_first_of(" ,:()")));
}

[[nodiscard]] Kind kind_of(std::string_view heading) {
    constexpr std::array<std::pair<std::string_view, Kind>, 14> known = {{
        {"data race", Kind::data_race},
        {"lock-order-inversion", Kind::lock_order_inversion},
        {"thread leak", Kind::thread_leak},
        {"heap-use-after-free", Kind::use_after_free},
        {"double lock of a mutex", Kind::double_lock},
        {"unlock of an unlocked mutex", Kind::unlock_of_unlocked},
        {"destroy of a locked mutex", Kind::destroyed_locked_mutex},
        {"signal-unsafe call inside of a signal", Kind::signal_unsafe_call},
        {"use of an invalid mutex", Kind::invalid_mutex},
        {"read lock of a write locked mutex", Kind::bad_read_lock},
        {"read unlock of a write locked mutex", Kind::bad_read_unlock},
        {"signal handler spoils errno", Kind::errno_spoiled},
        {"Swift access race", Kind::race_between_calls},
        {"race on ", Kind::race_between_calls},
    }};
    auto const* const found = std::ranges::find_if(known, [&](auto const& k) { return heading.starts_with(k.first); });
    return found == known.end() ? Kind::other : found->second;
}

/// Reads one report, line by line. A section's heading says which stack the frames below it belong to.
class ReportReader {
public:
    void read(std::string_view line) {
        if (auto frame = parse_frame(line)) {
            // The program's own output may come between two frames, empty lines too: the number says what goes on.
            auto const number = static_cast<std::size_t>(leading_number(after(line, "#")));
            if (number == 0 ? !target_->empty() : number != target_->size()) target_ = &passed_over_;
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
        if (line.starts_with("and:")) {
            target_ = &report_.second_stack;
        } else if (line.starts_with("Signal ")) {
            target_ = &report_.stack;
        } else if (line.starts_with("As if synchronized via sleep")) {
            target_ = &report_.sleep;
        } else if (line.starts_with("And ") && line.find(" more similar thread leak") != npos) {
            report_.similar = leading_number(after(line, "And "));
        } else if (take(line, "Location is ")) {
            read_location(line);
        } else if (take(line, "Thread ")) {
            read_thread(line);
        } else if (take(line, "Mutex ")) {
            read_mutex(line);
        } else {
            read_access(line);
        }
    }

    void read_thread(std::string_view line) {
        auto& thread = report_.threads.emplace_back();
        thread.name = before(line, " ");
        // The last parenthesis: the program itself may have given the thread a name, which comes before.
        auto const status = std::min(line.rfind("(tid="), line.size());
        thread.finished = before(line.substr(status), ")").ends_with("finished");
        if (auto const quote = line.find(" '"); quote < status && status - quote > 4) {
            thread.given_name = line.substr(quote + 2, status - quote - 4);
        }
        thread.creator = thread_name(after(line.substr(status), " created by "));
        target_ = &thread.created;
    }

    void read_location(std::string_view line) {
        // A second location ("global '??' ... ([stack]+0x1)") only repeats the first one with less.
        if (!report_.location.empty()) {
            target_ = &passed_over_;
            return;
        }
        while (line.ends_with(':') || line.ends_with('.'))
            line.remove_suffix(1);
        bool const on_stack = line.find("([stack]+0x") != npos;
        if (auto const module = line.rfind(" ("); module != npos && line.find("+0x", module) != npos) {
            line = line.substr(0, module);
        }
        // A thread's stack that TSan knows only as the mapping of the first one.
        report_.location = on_stack ? "stack of main thread" : line;
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
            mutex.destroyed = line.find(" is already destroyed") != npos;
            target_ = &mutex.first_use;
        }
    }

    void read_access(std::string_view line) {
        (void)take(line, "Previous ");
        Access access;
        access.atomic = take(line, "Atomic ") || take(line, "atomic ");
        bool const call = take(line, "Modifying access of ") || take(line, "modifying access of ");
        access.write = call || take(line, "Write ") || take(line, "write ");
        bool const reading_call = take(line, "Read-only access of ") || take(line, "read-only access of ");
        if (!access.write && !reading_call && !take(line, "Read ") && !take(line, "read ")) return;
        if (take(line, "of size ")) {
            access.size = leading_number(line);
        } else if (!call && !reading_call) {
            return;
        }
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
Start read_heading(std::string_view line, std::string_view& prefix, std::string_view& heading) {
    constexpr std::string_view detector = "ThreadSanitizer";
    auto const name = line.find(detector);
    if (name == npos) return Start::none;
    prefix = line.substr(0, name);
    auto rest = line.substr(name + detector.size());
    if (prefix.ends_with("WARNING: ") && take(rest, ": ")) {
        prefix.remove_suffix(std::string_view("WARNING: ").size());
        heading = before(rest, " (pid=");
        // What another program wrote before it is a prefix only if this is the whole heading, not a word about it.
        bool const whole = prefix.empty() || heading.size() < rest.size();
        return whole && !take_process_mark(prefix) ? Start::report : Start::none;
    }
    if (rest.starts_with(": CHECK failed")) {
        heading = rest.substr(2);
        (void)take_process_mark(prefix);
        return Start::error;
    }
    if (!prefix.ends_with("ERROR: ") && !prefix.ends_with("FATAL: ")) return Start::none;
    prefix.remove_suffix(std::string_view("ERROR: ").size());
    if (!take_process_mark(prefix) && !prefix.empty()) return Start::none;
    if (!take(rest, ": ")) (void)take(rest, " ");
    heading = before(rest, " (pc ");
    return Start::error;
}

bool is_inside(std::string_view line, std::string_view& prefix) {
    struct Sign {
        std::string_view begin;
        std::string_view later;  ///< further words of the same line
    };
    constexpr std::array<Sign, 16> signs = {{
        {"  Write of size ", " at 0x"},
        {"  Read of size ", " at 0x"},
        {"  Atomic write of size ", " at 0x"},
        {"  Atomic read of size ", " at 0x"},
        {"  Previous write of size ", " at 0x"},
        {"  Previous read of size ", " at 0x"},
        {"  Previous atomic write of size ", " at 0x"},
        {"  Previous atomic read of size ", " at 0x"},
        {"  Location is heap block of size ", " at 0x"},
        {"  Location is global ", " at 0x"},
        {"  Location is stack of ", "."},
        {"  Location is TLS of ", "."},
        {"  Location is file descriptor ", " created by "},
        {"  Thread T", " (tid="},
        {"  Mutex M", " (0x"},
        {"SUMMARY: ThreadSanitizer: ", ""},
    }};
    for (auto const& sign : signs) {
        auto const at = line.find(sign.begin);
        if (at == npos || line.find(sign.later, at) == npos) continue;
        prefix = line.substr(0, at);
        return prefix.empty() || prefix.ends_with(' ');
    }
    return false;
}

Report read_report(std::string_view text) {
    ReportReader reader;
    bool headed = false;
    while (!text.empty()) {
        auto const line = before(text, "\n");
        // A line that the end of the log cuts would name a wrong line number, or no mutex where there was one.
        bool const whole = line.size() < text.size();
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        std::string_view prefix;
        std::string_view heading;
        if (!headed && read_heading(line, prefix, heading) != Start::none) {
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
