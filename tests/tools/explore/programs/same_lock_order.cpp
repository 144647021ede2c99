// Two mutexes, locked in the same order.
#include <mutex>
#include <thread>

std::mutex left;
std::mutex right;

void lock_both() {
    std::lock_guard const one{left};
    std::lock_guard const other{right};
}

int main() {
    std::thread first{lock_both};
    std::thread second{lock_both};
    first.join();
    second.join();
}
