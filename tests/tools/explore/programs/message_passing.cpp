// A relaxed flag orders nothing: reading the data behind it races with writing it.
#include <atomic>
#include <cassert>
#include <thread>

#ifdef HB_REPAIRED
constexpr auto publish = std::memory_order_release;  // pairs with the acquire below
constexpr auto observe = std::memory_order_acquire;
#else
constexpr auto publish = std::memory_order_relaxed;  // wrong on purpose
constexpr auto observe = std::memory_order_relaxed;
#endif

int data = 0;
std::atomic<bool> ready{false};

int main() {
    std::thread writer{[] {
        data = 42;
        ready.store(true, publish);
    }};
    std::thread reader{[] {
        if (ready.load(observe)) assert(data == 42);
    }};
    writer.join();
    reader.join();
}
