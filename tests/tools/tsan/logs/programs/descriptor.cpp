#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <thread>

// ThreadSanitizer sees it only where the use comes first; a relaxed flag sees to that, and orders nothing.
int main() {
    std::atomic<bool> used = false;
    int const null = open("/dev/null", O_WRONLY);
    std::thread writer([null, &used] {
        auto const count = write(null, "x", 1);
        used.store(count == 1, std::memory_order_relaxed);
    });
    while (!used.load(std::memory_order_relaxed))
        std::this_thread::yield();
    close(null);
    writer.join();
}
