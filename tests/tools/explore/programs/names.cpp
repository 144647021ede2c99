// Two threads write the same object without a lock. The argument says which one; what it is called is said in
// names.test.cpp.
#include <array>
#include <atomic>
#include <condition_variable>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <semaphore>
#include <string_view>
#include <thread>
#include <vector>

namespace {

struct Entry {
    int key = 0;
    int value = 0;
};
struct Table {
    int used = 0;
    std::array<Entry, 4> slots{};
    int grid[2][3] = {};
};
struct Account {
    long number = 0;
    long balance = 0;
};
class Queue {
public:
    void put() { ++count_; }
    void lock_and_store() {
        std::lock_guard const lock{mutex_};
        state_.store(1);
    }

private:
    [[maybe_unused]] int capacity_ = 4;
    int count_ = 0;
    std::mutex mutex_;
    std::atomic<int> state_ = 0;
};
struct Node {
    Node* next = nullptr;
    int value = 0;
};

Table table;
int number = 0;
std::vector<int> made_before_main(4);
thread_local Entry mine;

template <class Step>
void on_two_threads(Step step) {
    std::thread first{step};
    std::thread second{step};
    first.join();
    second.join();
}

void write_through(int& object) {
    on_two_threads([&object] { object = 1; });
}

class Worker {
public:
    void run() {
        on_two_threads([this] { ++done_; });
    }

private:
    [[maybe_unused]] long begun_ = 0;
    long done_ = 0;
};

int deeper(int depth, std::atomic<int>* outer) {
    std::atomic<int> counter = 0;
    if (depth > 0) return deeper(depth - 1, &counter);
    on_two_threads([&counter, outer] {
        outer->store(1);
        counter.store(2);
    });
    return 1;
}

Node* make_node() {
    return new Node{nullptr, 1};
}

struct State {
    std::atomic<int> state = 0;
};
std::unique_ptr<State> make_state() {
    return std::make_unique<State>();
}
std::unique_ptr<State> passed_on(std::unique_ptr<State> one) {
    return one;
}

int explore(std::string_view what) {
    if (what == "global") on_two_threads([] { ++number; });
    if (what == "field") on_two_threads([] { ++table.used; });
    if (what == "element") on_two_threads([] { ++table.slots[3].value; });
    if (what == "grid") on_two_threads([] { ++table.grid[1][2]; });
    if (what == "before main") on_two_threads([] { ++made_before_main[2]; });
    if (what == "local") {
        int counter = 0;
        on_two_threads([&counter] { ++counter; });
    }
    if (what == "unique") {
        auto account = std::make_unique<Account>();
        on_two_threads([&account] { ++account->balance; });
    }
    if (what == "shared") {
        auto const account = std::make_shared<Account>();
        on_two_threads([account] { ++account->balance; });
    }
    if (what == "scalar") {
        auto const counter = std::make_unique<int>(0);
        on_two_threads([&counter] { ++*counter; });
    }
    if (what == "vector") {
        std::vector<Entry> entries(4);
        on_two_threads([&entries] { ++entries[2].value; });
    }
    if (what == "pushed") {
        std::vector<int> numbers;
        numbers.push_back(1);
        on_two_threads([&numbers] { ++numbers[0]; });
    }
    if (what == "growing") {
        std::vector<int> numbers;
        numbers.reserve(8);
        on_two_threads([&numbers] { numbers.push_back(1); });
    }
    if (what == "list") {
        std::list<Entry> entries(1);
        on_two_threads([&entries] { ++entries.front().value; });
    }
    if (what == "map") {
        std::map<int, Account> accounts;
        accounts[7].number = 7;
        auto& account = accounts[7];
        on_two_threads([&account] { ++account.balance; });
    }
    if (what == "new") {
        Node* const node = new Node;
        on_two_threads([node] { ++node->value; });
        delete node;
    }
    if (what == "made") {
        Node* const node = make_node();
        on_two_threads([node] { ++node->value; });
        delete node;
    }
    if (what == "two nodes") {
        auto const one = make_state();
        auto const other = make_state();
        on_two_threads([&] {
            one->state.store(1);
            other->state.store(2);
        });
        return 1;
    }
    if (what == "argument") {
        auto const one = passed_on(std::make_unique<State>());
        on_two_threads([&one] { one->state.store(1); });
        return 1;
    }
    if (what == "member") {
        Queue queue;
        on_two_threads([&queue] { queue.put(); });
    }
    if (what == "this") {
        Worker worker;
        worker.run();
    }
    if (what == "mutex and atomic") {
        Queue queue;
        on_two_threads([&queue] { queue.lock_and_store(); });
        return 1;
    }
    if (what == "capture") {
        auto task = [count = 0, step = 1]() mutable { count += step; };
        on_two_threads([&task] { task(); });
    }
    if (what == "reference") {
        int passed = 0;
        write_through(passed);
    }
    if (what == "thread_local") {
        mine.value = 1;
        auto& of_main = mine;
        on_two_threads([&of_main] { ++of_main.value; });
    }
    if (what == "recursion") return deeper(1, nullptr);
    if (what == "locals of threads") {
        on_two_threads([] {
            std::mutex own;
            std::lock_guard const lock{own};
        });
        return 1;
    }
    if (what == "semaphore") {
        std::counting_semaphore<2> permit{2};
        on_two_threads([&permit] { permit.acquire(); });
        return 1;
    }
    return 0;
}

}  // namespace

int main(int count, char** arguments) {
    return count == 2 ? explore(arguments[1]) : 2;
}
