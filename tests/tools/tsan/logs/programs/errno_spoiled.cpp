// The timer's signal arrives while the program is in a function that may set errno itself.
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

void handler(int /*unused*/) {
    errno = 5;
}

int main() {
    std::signal(SIGALRM, handler);
    itimerval const soon{{0, 0}, {0, 10'000}};
    setitimer(ITIMER_REAL, &soon, nullptr);
    sleep(10);  // until the signal
}
