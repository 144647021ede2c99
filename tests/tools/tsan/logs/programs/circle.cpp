#include <mutex>
#include <thread>

std::mutex red;
std::mutex green;
std::mutex blue;

void in_order(std::mutex& first, std::mutex& second) {
    std::lock_guard const hold_first(first);
    std::lock_guard const hold_second(second);
}

int main() {
    std::thread([] {
        std::lock_guard const one(red);
        std::lock_guard const two(green);
    }).join();
    std::thread([] { in_order(green, blue); }).join();
    std::thread([] {
        std::lock_guard const one(blue);
        std::lock_guard const two(red);
    }).join();
}
