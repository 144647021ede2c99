// Three threads, k critical sections each, two if there is no argument: (3k)!/(k!)^3 orders, 90 for two.
#include <cassert>
#include <cstdlib>
#include <mutex>
#include <thread>

std::mutex mutex;
int total = 0;

void add(int sections) {
    for (int section = 0; section < sections; ++section) {
        std::lock_guard const lock{mutex};
        ++total;
    }
}

int main(int count, char** arguments) {
    auto const sections = count > 1 ? std::atoi(arguments[1]) : 2;
    std::thread first{add, sections};
    std::thread second{add, sections};
    std::thread third{add, sections};
    first.join();
    second.join();
    third.join();
    assert(total == 3 * sections);
}
