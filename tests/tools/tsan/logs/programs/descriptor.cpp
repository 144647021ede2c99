#include <fcntl.h>
#include <unistd.h>

#include <thread>

int main() {
    int const null = open("/dev/null", O_WRONLY);
    std::thread writer([null] {
        if (write(null, "x", 1) < 0) return;
    });
    close(null);
    writer.join();
}
