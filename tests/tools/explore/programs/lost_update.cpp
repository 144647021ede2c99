// A load and a store, both atomic: no data race, and an update gets lost.
#include <atomic>
#include <cassert>
#include <thread>

std::atomic<int> total{0};

void add() {
    total.store(total.load() + 1);
}

int main() {
    std::thread first{add};
    std::thread second{add};
    first.join();
    second.join();
    assert(total == 2);
}
