#include <unistd.h>

#include <thread>

int main() {
    auto* cell = new long(1);
    std::jthread const reader([cell] {
        if (*cell == 2) std::this_thread::yield();
    });
    usleep(50000);
    delete cell;
}
