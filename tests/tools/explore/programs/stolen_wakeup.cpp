// `if` where it must be `while`: between the notification and the wakeup another consumer takes the item.
#include <cassert>
#include <condition_variable>
#include <mutex>
#include <thread>

std::mutex mutex;
std::condition_variable filled;
int items = 0;

void consume() {
    std::unique_lock lock{mutex};
#ifdef HB_REPAIRED
    while (items == 0)
        filled.wait(lock);
#else
    if (items == 0) filled.wait(lock);
#endif
    assert(items > 0);
    --items;
}

void produce() {
    for (int item = 0; item < 2; ++item) {
        {
            std::lock_guard const lock{mutex};
            ++items;
        }
        filled.notify_one();
    }
}

int main() {
    std::thread first{consume};
    std::thread second{consume};
    std::thread producer{produce};
    first.join();
    second.join();
    producer.join();
}
