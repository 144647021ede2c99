#include <condition_variable>
#include <mutex>
#include <thread>

struct Gate {
    std::mutex lock;
    std::condition_variable opened;
    bool open = false;
};

int main() {
    auto* gate = new Gate;
    std::thread opener([gate] {
        {
            std::lock_guard const hold(gate->lock);
            gate->open = true;
        }
        gate->opened.notify_one();
    });
    {
        std::unique_lock hold(gate->lock);
        gate->opened.wait(hold, [gate] { return gate->open; });
    }
    delete gate;
    opener.join();
}
