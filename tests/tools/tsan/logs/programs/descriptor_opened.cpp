#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <thread>

// The number reaches the other thread, and nothing that is ordered comes with it.
int main() {
    std::atomic<int> number{-1};
    std::thread opener([&number] { number.store(open("/dev/null", O_RDONLY), std::memory_order_relaxed); });
    while (number.load(std::memory_order_relaxed) < 0)
        std::this_thread::yield();
    char letter = 0;
    auto const count = read(number.load(std::memory_order_relaxed), &letter, 1);
    opener.join();
    return static_cast<int>(count);
}
