// As many philosophers as its argument says, each of whom takes both forks once, the one with the smaller number first.
// Which of two neighbours eats first is one of two choices at each fork, but not all in a circle: 2^N - 2 orders.
#include <algorithm>
#include <cstdlib>
#include <mutex>
#include <thread>
#include <vector>

int main(int count, char** arguments) {
    if (count != 2) return 2;
    auto const seats = static_cast<std::size_t>(std::atoi(arguments[1]));
    std::vector<std::mutex> forks(seats);
    std::vector<std::thread> philosophers;
    for (std::size_t seat = 0; seat < seats; ++seat)
        philosophers.emplace_back([&forks, left = seat, right = (seat + 1) % seats] {
            std::lock_guard const first{forks[std::min(left, right)]};
            std::lock_guard const second{forks[std::max(left, right)]};
        });
    for (auto& philosopher : philosophers)
        philosopher.join();
}
