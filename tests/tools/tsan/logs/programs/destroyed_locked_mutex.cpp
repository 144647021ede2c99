#include <pthread.h>
int main() {
    pthread_mutex_t lock;
    pthread_mutex_init(&lock, nullptr);
    pthread_mutex_lock(&lock);
    pthread_mutex_destroy(&lock);
}
