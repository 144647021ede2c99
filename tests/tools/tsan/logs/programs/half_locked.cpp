#include <mutex>
#include <thread>

std::mutex lock;
long total = 0;

void add() {
    std::lock_guard const hold(lock);
    ++total;
}

int main() {
    std::jthread const adder([] {
        for (int i = 0; i < 1000; ++i)
            add();
    });
    for (int i = 0; i < 1000; ++i)
        total += 1;
}
