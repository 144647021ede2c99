#include <cassert>
#include <mutex>
#include <thread>

int main(int count, char**) {
    std::mutex mutex;
    int total = 0;
    auto const add = [&] {
        std::unique_lock lock{mutex, std::defer_lock};
        if (count == 1) lock.lock();  // with an argument: the mistake
        ++total;
    };
    std::thread first{add};
    std::thread second{add};
    first.join();
    second.join();
    assert(total == 2);
}
