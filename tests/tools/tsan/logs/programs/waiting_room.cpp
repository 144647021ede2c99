#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

struct Room {
    std::mutex guard;
    std::condition_variable opened;
    bool open = false;
};

std::atomic<bool> waits = false;

// The room is gone before the one who waits in it has left.
int main() {
    auto room = std::make_unique<Room>();
    std::thread visitor([room = room.get()] {
        std::unique_lock hold(room->guard);
        waits.store(true, std::memory_order_relaxed);
        while (!room->open)
            room->opened.wait(hold);
    });
    while (!waits.load(std::memory_order_relaxed))
        std::this_thread::yield();
    {
        std::lock_guard const hold(room->guard);
        room->open = true;
    }
    room->opened.notify_all();
    visitor.detach();
    room.reset();
}
