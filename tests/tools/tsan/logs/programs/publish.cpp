#include <unistd.h>

#include <atomic>
#include <thread>

int ready = 0;

int main() {
    std::jthread const reader([] {
        if (ready != 0) std::this_thread::yield();
    });
    usleep(50000);
    std::atomic_ref<int>(ready).store(1, std::memory_order_release);
}
