#include "deadlock_picture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <string_view>

#include "tsan/source_line.hpp"
#include "tsan/text.hpp"

namespace hb::judge {
namespace {

using Lines = std::vector<std::string>;

std::string name_of(int number) {
    return number == 1 ? "the main thread" : fmt::format("thread {}", number);
}

std::string capitalised(std::string text) {
    if (!text.empty() && text.front() == 't') text.front() = 'T';
    return text;
}

/// True for a file of ours: a scenario, or the harness. The answer's lines say more.
bool is_ours(std::string const& file) {
    return file.ends_with(".scenarios.cpp") || file.find("tools/subject/") != std::string::npos;
}

/// The innermost frame outside the libraries, in the answer if there is one.
tsan::Frame place_of(WaitingThread const& thread) {
    auto others = thread.stack;
    std::erase_if(others, [](tsan::Frame const& frame) { return is_ours(frame.file); });
    if (auto const frame = tsan::frame_in(others, "")) return *frame;
    return tsan::frame_in(thread.stack, "").value_or(tsan::Frame{});
}

std::string words_of(tsan::Frame const& frame) {
    return fmt::format("{}:{}", std::filesystem::path{frame.file}.filename().string(), frame.line);
}

WaitingThread const* find(std::vector<WaitingThread> const& threads, int number) {
    auto const found = std::ranges::find(threads, number, &WaitingThread::number);
    return found == threads.end() ? nullptr : &*found;
}

/// " that thread 3 holds (locked at transfer.hpp:21)"
std::string holder_words(WaitingThread const& thread) {
    if (thread.holder_has_ended) return " that a thread holds which has ended";
    if (thread.holder == 0) return {};
    auto const who = thread.holder == thread.number ? "it holds itself" : name_of(thread.holder) + " holds";
    auto const where = thread.locked_at ? fmt::format(" (locked at {})", words_of(*thread.locked_at)) : std::string{};
    return fmt::format(" that {}{}", who, where);
}

std::string wait_words(WaitingThread const& thread) {
    switch (thread.wait) {
        case Wait::nothing:
            return "runs";
        case Wait::mutex:
            return "waits for a mutex" + holder_words(thread);
        case Wait::shared_mutex_for_writing:
            return "waits to lock a shared mutex for writing" + holder_words(thread);
        case Wait::shared_mutex_for_reading:
            return "waits to lock a shared mutex for reading" + holder_words(thread);
        case Wait::condition:
            return "waits for a notification of a condition variable";
        case Wait::end_of_thread:
            return thread.holder == 0 ? "waits for the end of a thread (join)"
                                      : fmt::format("waits for the end of {} (join)", name_of(thread.holder));
        case Wait::future:
            return "waits for the value of a future";
        case Wait::latch:
            return "waits at a latch";
        case Wait::barrier:
            return "waits at a barrier";
        case Wait::semaphore:
            return "waits for a semaphore";
        case Wait::initialisation:
            return "waits for an initialisation to end";
        case Wait::atomic:
            return "waits for an atomic variable to change";
        case Wait::sleep:
            return "sleeps";
        case Wait::other:
            break;
    }
    return "waits in the kernel";
}

/// Threads that wait at the same place for the same thing.
struct Group {
    std::vector<int> numbers;
    WaitingThread const* first = nullptr;
    bool in_circle = false;
};

std::string names_of(std::vector<int> const& numbers) {
    constexpr std::size_t most = 3;
    if (numbers.size() == 1) return name_of(numbers.front());
    auto text = std::string{"threads"};
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        bool const last = i + 1 == numbers.size();
        if (i == most && !last) return text + fmt::format(" and {} more", numbers.size() - most);
        text += fmt::format("{} {}", i == 0 ? "" : last ? " and" : ",", numbers[i]);
    }
    return text;
}

/// The threads of a circle of waiting that begins and ends with this one; empty if there is none.
std::vector<int> circle(std::vector<WaitingThread> const& threads, WaitingThread const& start) {
    std::vector<int> numbers;
    for (auto const* at = &start; at != nullptr && at->holder != 0 && numbers.size() <= threads.size();
         at = find(threads, at->holder)) {
        numbers.push_back(at->number);
        if (at->holder == start.number) return numbers;
    }
    return {};
}

std::vector<Group> grouped(std::vector<WaitingThread> const& threads) {
    std::vector<Group> groups;
    for (auto const& thread : threads) {
        auto const same = std::ranges::find_if(groups, [&](Group const& group) {
            return wait_words(*group.first) == wait_words(thread) &&
                   words_of(place_of(*group.first)) == words_of(place_of(thread));
        });
        if (same != groups.end()) {
            same->numbers.push_back(thread.number);
        } else {
            groups.push_back({{thread.number}, &thread, !circle(threads, thread).empty()});
        }
    }
    // Those in a circle first, joins last: they are the consequence.
    std::ranges::sort(groups, {}, [](Group const& group) {
        int const rank = group.in_circle ? 0 : group.first->wait == Wait::end_of_thread ? 2 : 1;
        return std::pair{rank, group.numbers.front()};
    });
    return groups;
}

Lines block_of(Group const& group) {
    auto const frame = place_of(*group.first);
    auto verb = wait_words(*group.first);
    if (group.numbers.size() > 1) {
        // "waits for" becomes "wait for", "runs" becomes "run".
        verb.erase(std::min(verb.find(' '), verb.size()) - 1, 1);
    }
    auto lines = tsan::wrap(capitalised(fmt::format("{} {}:", names_of(group.numbers), verb)), 0, 2);
    auto const place = "    " + words_of(frame);
    auto const source =
        tsan::excerpt(tsan::read_source_line(frame.file, frame.line), 0, tsan::columns - place.size() - 3);
    lines.push_back(tsan::fit(source.empty() ? place : place + "   " + source));
    return lines;
}

/// Why the thread that waits for nobody in particular waits for ever.
std::string_view nobody_left(Wait wait) {
    switch (wait) {
        case Wait::condition:
            return "No thread is left that could notify: the notification was lost, or is never sent.";
        case Wait::future:
            return "No thread is left that could set the value.";
        case Wait::latch:
        case Wait::barrier:
            return "No thread is left that could arrive there: it counts on more threads than come.";
        case Wait::semaphore:
            return "No thread is left that could release it.";
        case Wait::atomic:
            return "No thread is left that could change it and notify.";
        case Wait::shared_mutex_for_writing:
            return "Readers hold the shared mutex, and none of them lets go of it.";
        default:
            return {};
    }
}

std::string conclusion(std::vector<WaitingThread> const& threads) {
    for (auto const& thread : threads) {
        auto const numbers = circle(threads, thread);
        if (numbers.size() == 1) {
            return thread.wait == Wait::end_of_thread
                       ? "It waits for its own end."
                       : "A thread that locks a mutex which it holds already waits for itself.";
        }
        if (numbers.empty()) continue;
        auto text = capitalised(name_of(numbers.front())) + " waits for ";
        for (std::size_t i = 1; i < numbers.size(); ++i)
            text += fmt::format("{}, which waits for ", name_of(numbers[i]));
        return text + name_of(numbers.front()) + ": a circle, so none of them can go on.";
    }
    if (std::ranges::any_of(threads, &WaitingThread::holder_has_ended)) {
        return "Nobody can unlock that mutex: the thread that locked it has ended without unlocking it.";
    }
    // Where a thread still runs, it may be the one that notifies.
    if (std::ranges::any_of(
            threads, [](auto const& thread) { return thread.wait == Wait::nothing || thread.wait == Wait::sleep; }))
        return {};
    for (auto const& thread : threads) {
        if (thread.holder != 0) continue;
        if (auto const words = nobody_left(thread.wait); !words.empty()) return std::string{words};
    }
    return {};
}

}  // namespace

std::string picture(std::vector<WaitingThread> const& threads) {
    Lines lines;
    auto const last = conclusion(threads);
    auto const end = last.empty() ? Lines{} : tsan::wrap(last, 0, 2);
    auto const groups = grouped(threads);
    for (std::size_t i = 0; i < groups.size(); ++i) {
        auto block = block_of(groups[i]);
        bool const more = i + 1 < groups.size();
        if (lines.size() + block.size() + (more ? 1 : 0) + end.size() > tsan::most_lines) {
            lines.push_back(
                fmt::format("... and {} more place{} where threads wait.", groups.size() - i, more ? "s" : ""));
            break;
        }
        std::ranges::move(block, std::back_inserter(lines));
    }
    std::ranges::copy(end, std::back_inserter(lines));
    std::string text;
    for (auto const& line : lines)
        text += line + '\n';
    return text;
}

}  // namespace hb::judge
