// Three threads, two atomic increments each: as many orders as with the mutex.
#include <atomic>
#include <cassert>
#include <thread>

std::atomic<int> total{0};

void add_twice() {
    for (int round = 0; round < 2; ++round)
        ++total;
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
