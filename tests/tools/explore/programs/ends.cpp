// Ways to end, one an argument.
#include <pthread.h>
#include <unistd.h>
#include <atomic>
#include <condition_variable>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string_view>
#include <thread>

std::mutex mutex;
std::atomic<bool> never{false};
int global_count = 0;
int volatile* volatile nowhere = nullptr;

int deep(int depth) {
    int volatile frame[256] = {};
    frame[0] = depth;
    return depth == 0 ? 0 : deep(depth - 1) + frame[0];
}

int end(std::string_view how) {
    if (how == "abort") std::abort();
    if (how == "exception") throw std::runtime_error{"nobody catches it"};
    if (how == "joinable") static_cast<void>(std::make_unique<std::thread>([] {}));
    if (how == "crash") return *nowhere;
    if (how == "overflow") return deep(1'000'000);
    if (how == "overflow elsewhere") std::thread{[] { global_count = deep(1'000'000); }}.join();
    if (how == "exit 3") std::exit(3);
    if (how == "return 4") return 4;
    if (how == "exit 0") std::exit(0);
    if (how == "unlock") mutex.unlock();
    if (how == "relock") {
        mutex.lock();
        mutex.lock();
    }
    if (how == "double free") {
        auto* const memory = new int{1};
        delete memory;
        delete memory;
    }
    if (how == "use after free") {
        auto* const memory = new int{1};
        delete memory;
        return *memory - *memory;
    }
    if (how == "destroy locked") {
        pthread_mutex_t locked = PTHREAD_MUTEX_INITIALIZER;
        pthread_mutex_lock(&locked);
        pthread_mutex_destroy(&locked);
    }
    if (how == "wait without the mutex") {
        pthread_mutex_t plain = PTHREAD_MUTEX_INITIALIZER;
        pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
        pthread_cond_wait(&condition, &plain);
    }
    if (how == "livelock")
        while (!never)
            std::this_thread::yield();
    if (how == "no end")
        for (std::atomic<int> count{0};;)
            ++count;
    if (how == "plain loop")
        while (global_count >= 0)
            global_count = global_count == 0 ? 1 : 0;
    if (how == "blocking read") {
        int ends[2];
        char byte = 0;
        if (pipe(ends) == 0) return static_cast<int>(read(ends[0], &byte, 1));
    }
    if (how == "barrier") {
        pthread_barrier_t barrier;
        pthread_barrier_init(&barrier, nullptr, 2);
    }
    if (how == "key") {
        pthread_key_t key;
        pthread_key_create(&key, nullptr);
    }
    if (how == "many schedules") {
        std::atomic<int> steps{0};
        auto const walk = [&steps] {
            for (int step = 0; step < 20; ++step)
                ++steps;
        };
        std::thread first{walk};
        std::thread second{walk};
        first.join();
        second.join();
    }
    if (how == "detached") {
        std::thread{[] {
            std::unique_lock lock{mutex};
            std::condition_variable{}.wait(lock);
        }}.detach();
    }
    return 0;
}

int main(int, char** arguments) {
    std::thread{[] {}}.join();
    return end(arguments[1]);
}
