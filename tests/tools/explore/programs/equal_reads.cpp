// Two loads of the same atomic that are no loop, by the conversion of std::atomic: one place in the standard library.
// And two tries of a mutex that are none.
#include <atomic>
#include <cstdio>
#include <mutex>
#include <thread>

int main(int count, char**) {
    std::atomic<int> value{0};
    std::mutex mutex;
    auto first = 0;
    auto second = 0;
    std::thread writer{[&] {
        std::lock_guard const lock{mutex};
        value = 1;
    }};
    if (count == 1) {
        first = value;
        second = value;
    } else {
        std::unique_lock<std::mutex> one{mutex, std::defer_lock};
        first = one.try_lock() ? 1 : 0;
        if (first == 0) second = one.try_lock() ? 1 : 0;
    }
    writer.join();
    std::printf("%d%d", first, second);
}
