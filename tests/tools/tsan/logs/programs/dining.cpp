// A circle of three locks.
#include <mutex>
#include <thread>

std::mutex forks[3];

void eat(int seat) {
    std::lock_guard const left(forks[seat]);
    std::lock_guard const right(forks[(seat + 1) % 3]);
}

int main() {
    for (int seat = 0; seat < 3; ++seat)
        std::thread(eat, seat).join();
}
