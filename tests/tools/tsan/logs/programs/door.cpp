#include <mutex>
#include <thread>

struct Store {
    std::mutex door;
    int stock = 0;
};

int main() {
    Store store;
    store.door.lock();
    std::thread([&store] { store.door.unlock(); }).join();
}
