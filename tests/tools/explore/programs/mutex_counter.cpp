// The benchmark's program: two threads, two critical sections each.
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
    first.join();
    second.join();
    assert(total == 4);
}
