#include <pthread.h>

pthread_mutex_t lock;

int main() {
    pthread_mutex_init(&lock, nullptr);
    pthread_mutex_destroy(&lock);
    pthread_mutex_lock(&lock);
}
