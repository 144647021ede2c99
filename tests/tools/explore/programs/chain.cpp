// What each thread does depends on how far the one before it came: the last outcome of four takes one certain order of
// all.
#include <atomic>
#include <cstdio>
#include <semaphore>
#include <thread>

std::binary_semaphore begun{0};
std::atomic<int> first;
std::atomic<int> second;
std::atomic<int> third;

int main() {
    int seen_first = 0;
    int seen_second = 0;
    int seen_third = 0;
    std::thread one{[&] {
        seen_first = first.load();
        if (seen_first == 1) second.store(1);
    }};
    std::thread two{[&] {
        begun.acquire();
        first.store(1);
        seen_second = second.load();
        if (seen_second == 1) third.store(1);
    }};
    std::thread three{[&] {
        begun.release();
        seen_third = third.load();
    }};
    one.join();
    two.join();
    three.join();
    std::printf("%d%d%d", seen_first, seen_second, seen_third);
}
