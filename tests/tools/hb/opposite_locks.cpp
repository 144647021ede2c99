// The main thread and another one lock two mutexes in opposite orders.
#include <mutex>
#include <thread>
std::mutex left, right;
int main() {
    std::thread other{[] {
        std::lock_guard const first{right};
        std::lock_guard const second{left};
    }};
    {
        std::lock_guard const first{left};
        std::lock_guard const second{right};
    }
    other.join();
}
