#include <memory>
#include <thread>

void count(int* shared) {
    for (int i = 0; i < 1000; ++i)
        (*shared)++;
}

int main() {
    auto const total = std::make_unique<int>(0);
    std::thread one(count, total.get());
    std::thread other(count, total.get());
    one.join();
    other.join();
}
