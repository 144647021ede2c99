// The flag is set outside of the mutex: it can change, and the notification pass, between the test and the wait.
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

std::mutex mutex;
std::condition_variable changed;
std::atomic<bool> ready{false};

int main() {
    std::thread waiter{[] {
        std::unique_lock lock{mutex};
        while (!ready)
            changed.wait(lock);
    }};
#ifdef HB_REPAIRED
    {
        std::lock_guard const lock{mutex};
        ready = true;
    }
#else
    ready = true;
#endif
    changed.notify_one();
    waiter.join();
}
