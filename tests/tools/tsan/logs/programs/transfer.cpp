#include <mutex>
#include <thread>
struct Account {
    std::mutex lock;
    long balance = 100;
};
Account left, right;
void transfer(Account& from, Account& to, long amount) {
    std::lock_guard const hold_from(from.lock);
    std::lock_guard const hold_to(to.lock);
    from.balance -= amount;
    to.balance += amount;
}
int main() {
    std::thread([] { transfer(left, right, 1); }).join();
    std::thread([] { transfer(right, left, 1); }).join();
}
