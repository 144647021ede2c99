// Two mutexes, locked in opposite orders.
#include <mutex>
#include <thread>

std::mutex left;
std::mutex right;

int main() {
    std::thread first{[] {
        std::lock_guard const one{left};
        std::lock_guard const other{right};
    }};
    std::thread second{[] {
        std::lock_guard const one{right};
        std::lock_guard const other{left};
    }};
    first.join();
    second.join();
}
