// Three threads, two critical sections each: 6!/(2!2!2!) = 90 orders.
#include <cassert>
#include <mutex>
#include <thread>

std::mutex mutex;
int total = 0;

void add_twice() {
    for (int section = 0; section < 2; ++section) {
        std::lock_guard const lock{mutex};
        ++total;
    }
}

int main() {
    std::thread first{add_twice};
    std::thread second{add_twice};
    std::thread third{add_twice};
    first.join();
    second.join();
    third.join();
    assert(total == 6);
}
