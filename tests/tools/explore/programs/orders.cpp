// A bug of a depth that is known: it needs that many orders of two steps, and no more. Usage: orders DEPTH THREADS,
// with a depth of 1 to 3. The first thread stores 1, 2, ...; the second must not load 1, then 2, ...; the others only
// take steps.
//
// `orders last THREADS`: fails only if the first thread comes behind all that the others do.
#include <atomic>
#include <cassert>
#include <cstdlib>
#include <string_view>
#include <thread>
#include <vector>

namespace {

constexpr int steps_of_others = 3;
constexpr int steps_before_last = 10;

std::atomic<int> number{0};
std::atomic<int> finished{0};

void store_all(int count) {
    for (int value = 1; value <= count; ++value)
        number = value;
}

// At two places: equal loads at one place in a loop are taken for polling, and are no steps.
void load_all(int count) {
    auto in_step = number.load() == 1;
    if (count == 2 && number.load() != 2) in_step = false;
    assert(!in_step);
}

void count_steps(int steps) {
    std::atomic<int> mine{0};
    for (int step = 0; step < steps; ++step)
        ++mine;
    ++finished;
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 3) return 2;
    auto const last = std::string_view{arguments[1]} == "last";
    auto const depth = std::atoi(arguments[1]);
    auto const others = std::atoi(arguments[2]) - 2;  // besides main and the first
    std::vector<std::thread> threads;
    if (last) {
        threads.emplace_back([others] { assert(finished != others); });
        for (int other = 0; other < others; ++other)
            threads.emplace_back(count_steps, steps_before_last);
    } else {
        threads.emplace_back(store_all, depth / 2 + 1);
        threads.emplace_back(load_all, (depth + 1) / 2);
        for (int other = 1; other < others; ++other)
            threads.emplace_back(count_steps, steps_of_others);
    }
    for (auto& thread : threads)
        thread.join();
}
