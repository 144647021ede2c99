// atomic wait and notify between two jthreads.
#include <atomic>
#include <cassert>
#include <thread>

std::atomic<int> stage{0};
int data = 0;

int main() {
    std::jthread const waiter{[] {
        stage.wait(0);
        assert(data == 1);
    }};
    std::jthread const setter{[] {
        data = 1;
        stage.store(1);
#ifndef HB_FORGETFUL
        stage.notify_one();
#endif
    }};
}
