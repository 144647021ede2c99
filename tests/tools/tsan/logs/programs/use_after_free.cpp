#include <unistd.h>
#include <thread>
int main() {
    auto* cell = new long(1);
    std::jthread const late([cell] {
        usleep(100000);
        *cell = 2;
    });
    delete cell;
}
