#include <csignal>
#include <cstdlib>
void* kept;
void on_signal(int) {
    kept = std::malloc(8);
}
int main() {
    std::signal(SIGUSR1, on_signal);
    std::raise(SIGUSR1);
    std::free(kept);
}
