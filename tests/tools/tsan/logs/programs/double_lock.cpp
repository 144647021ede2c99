#include <sanitizer/tsan_interface.h>

#include <thread>

// A lock that never waits: two threads are inside at once, and the annotations say so.
struct BrokenLock {
    void lock() {
        __tsan_mutex_pre_lock(this, 0);
        __tsan_mutex_post_lock(this, 0, 0);
    }
};

BrokenLock broken;

int main() {
    broken.lock();
    std::thread([] { broken.lock(); }).join();
}
