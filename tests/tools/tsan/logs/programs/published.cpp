#include <atomic>
#include <thread>

struct Node {
    int data = 0;
};

std::atomic<Node*> head = nullptr;

int main() {
    std::thread producer([] { head.store(new Node{7}, std::memory_order_relaxed); });
    Node* node = nullptr;
    while ((node = head.load(std::memory_order_relaxed)) == nullptr)
        std::this_thread::yield();
    int const seen = node->data;
    producer.join();
    return seen;
}
