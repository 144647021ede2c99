// A member function races on a field, without a global's name to help.
#include <pthread.h>

#include <thread>

class Stock {
public:
    void add(int amount) { count_ += amount; }
    int count() const { return count_; }

private:
    int id_ = 7;
    int count_ = 0;
};

void load(Stock& stock) {
    pthread_setname_np(pthread_self(), "loader");
    stock.add(5);
}

int main() {
    Stock stock;
    std::thread worker(load, std::ref(stock));
    stock.add(1);
    worker.join();
    return stock.count() == 6 ? 0 : 1;
}
