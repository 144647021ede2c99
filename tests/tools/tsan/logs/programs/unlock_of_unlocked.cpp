#include <mutex>
#include <thread>
std::mutex lock;
void give_back() {
    lock.unlock();
}
int main() {
    lock.lock();
    std::thread(give_back).join();
}
