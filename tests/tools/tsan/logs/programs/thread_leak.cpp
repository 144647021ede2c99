#include <pthread.h>
#include <unistd.h>
void* work(void*) {
    return nullptr;
}
int main() {
    pthread_t worker;
    pthread_create(&worker, nullptr, work, nullptr);
    usleep(100000);
}
