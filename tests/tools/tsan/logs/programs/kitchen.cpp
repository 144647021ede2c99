#include <mutex>
#include <thread>

std::mutex forks;
std::mutex knives;

int main() {
    std::thread([] {
        std::lock_guard const first(forks);
        std::lock_guard const second(knives);
    }).join();
    std::thread([] {
        std::lock_guard const first(knives);
        std::lock_guard const second(forks);
    }).join();
}
