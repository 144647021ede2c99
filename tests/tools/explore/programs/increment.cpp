// Two threads add one to a plain variable. The race is there in every execution; its consequence in some.
#include <cassert>
#include <thread>

int total = 0;

int main() {
    std::thread first{[] { ++total; }};
    std::thread second{[] { ++total; }};
    first.join();
    second.join();
    assert(total == 2);
}
