#include <unistd.h>

#include <csignal>
#include <cstdio>

void on_interrupt(int /*signal*/) {
    std::printf("interrupted\n");
}

int main() {
    std::signal(SIGINT, on_interrupt);
    kill(getpid(), SIGINT);
    usleep(1000);
}
