// Races that single runs hardly ever show: which of them, the argument says. ThreadSanitizer sees only what happened.
#include <atomic>
#include <cstring>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace {

std::mutex mutex;
int shared = 0;

void log_line() {
    static std::vector<int> lines;
    std::lock_guard const lock{mutex};
    lines.push_back(1);
}

template <typename First, typename Second>
void beside(First first, Second second) {
    std::thread one{first};
    std::thread other{second};
    one.join();
    other.join();
}

/// Both touch it outside of the lock; one before, one after, so that the lock orders them in nearly every run.
void hidden_by_lock_order() {
    beside(
        [] {
            ++shared;
            log_line();
        },
        [] {
            log_line();
            ++shared;
        });
}

std::unique_ptr<int> instance;
std::atomic<bool> is_made = false;

/// The flag is relaxed: who sees it set has not seen the object.
int& made() {
    if (!is_made.load(std::memory_order_relaxed)) {
        std::lock_guard const lock{mutex};
        if (!instance) instance = std::make_unique<int>(7);
        is_made.store(true, std::memory_order_relaxed);
    }
    return *instance;
}

void double_checked() {
    beside([] { shared = made(); }, [] { static_cast<void>(made()); });
}

void double_checked_after_logging() {
    auto const use = [] {
        log_line();
        static_cast<void>(made());
    };
    beside(use, use);
}

/// The read happens only while the state is 1, which it is between two operations of the other thread.
void short_state() {
    static std::atomic<int> state = 0;
    beside(
        [] {
            state = 1;
            shared = 1;
            state = 2;
        },
        [] {
            if (state == 1) static_cast<void>(shared == 1);
        });
}

void try_lock_collides() {
    auto const count = [] {
        if (mutex.try_lock()) {
            ++shared;
            mutex.unlock();
        } else {
            ++shared;  // as nobody else would be here
        }
    };
    beside(count, count);
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 2) return 2;
    auto const is = [&](char const* name) { return std::strcmp(arguments[1], name) == 0; };
    if (is("hidden by lock order")) hidden_by_lock_order();
    if (is("double-checked locking")) double_checked();
    if (is("double-checked locking after logging")) double_checked_after_logging();
    if (is("short state")) short_state();
    if (is("try_lock collides")) try_lock_collides();
}
