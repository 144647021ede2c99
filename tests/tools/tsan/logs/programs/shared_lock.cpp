#include <shared_mutex>
#include <thread>
std::shared_mutex lock;
int hits = 0;
void look_up() {
    for (int i = 0; i < 1000; ++i) {
        std::shared_lock const hold(lock);
        ++hits;
    }
}
int main() {
    std::jthread const one(look_up);
    std::jthread const two(look_up);
}
