#include <pthread.h>
#include <unistd.h>

void* work(void* argument) {
    return argument;
}

int main() {
    for (int i = 0; i < 5; ++i) {
        pthread_t thread;
        pthread_create(&thread, nullptr, work, nullptr);
    }
    usleep(100'000);  // a thread that has not ended is no leak
}
