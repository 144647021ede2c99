// Threads that wait in a loop and change memory in each round, so that nothing but fairness stops them. Its argument
// names the loop.
#include <atomic>
#include <string_view>
#include <thread>

int main(int count, char** arguments) {
    if (count != 2) return 2;
    auto const gives_way = std::string_view{arguments[1]} == "yield until";
    std::atomic<bool> done{false};
    std::atomic<int> rounds{0};
    auto const wait = [&] {
        while (!done) {
            ++rounds;
            if (gives_way) std::this_thread::yield();
        }
    };
    std::thread first{wait};
    std::thread second{wait};
    std::thread third{[&done] { done = true; }};
    first.join();
    second.join();
    third.join();
}
