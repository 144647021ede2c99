#pragma once
// The functions of deadlocks.scenarios.cpp: a file of its own, as an answer is. The tests know its lines by what they
// say.

#include <atomic>
#include <barrier>
#include <condition_variable>
#include <future>
#include <latch>
#include <mutex>
#include <semaphore>
#include <shared_mutex>
#include <thread>
#include <vector>

namespace deadlocks {

struct Account {
    std::mutex lock;
    long balance = 100;
};

/// Waits until so many threads have come.
inline void meet(std::atomic<int>& come, int all) {
    ++come;
    while (come < all)
        std::this_thread::yield();
}

inline void transfer(Account& from, Account& to, std::atomic<int>& come, int all) {
    std::lock_guard const hold_from(from.lock);
    meet(come, all);
    std::lock_guard const hold_to(to.lock);
    --from.balance;
    ++to.balance;
}

inline void in_circle(int count) {
    std::vector<Account> accounts(static_cast<std::size_t>(count));
    std::atomic<int> come = 0;
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < accounts.size(); ++i) {
        threads.emplace_back(transfer, std::ref(accounts[i]), std::ref(accounts[(i + 1) % accounts.size()]),
                             std::ref(come), count);
    }
    for (auto& thread : threads)
        thread.join();
}

inline void two_orders() {
    in_circle(2);
}

inline void three_orders() {
    in_circle(3);
}

inline void deposit(Account& account) {
    std::lock_guard const hold(account.lock);
    ++account.balance;
}

inline void twice() {
    Account account;
    std::lock_guard const hold_all(account.lock);
    deposit(account);
}

inline void never_unlocked() {
    Account account;
    std::thread([&] { account.lock.lock(); }).join();
    deposit(account);
}

inline void readers() {
    std::shared_mutex lock;
    std::promise<void> read;
    std::thread reader([&] {
        std::shared_lock const reading(lock);
        read.set_value();
        std::promise<void>().get_future().wait();
    });
    read.get_future().wait();
    lock.lock();  // writes
    reader.join();
}

inline void writer() {
    std::shared_mutex lock;
    std::unique_lock const writing(lock);
    std::thread reader([&] { std::shared_lock const reading(lock); });
    reader.join();
}

inline void lost_wakeup() {
    std::mutex lock;
    std::condition_variable changed;
    bool ready = false;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            std::unique_lock hold(lock);
            changed.wait(hold, [&] { return ready; });
        });
    }
    for (auto& thread : threads)
        thread.join();
}

inline void no_value() {
    std::promise<int> promise;
    (void)promise.get_future().get();
}

inline void latch() {
    std::latch all_there(3);
    std::thread other([&] { all_there.arrive_and_wait(); });
    all_there.arrive_and_wait();
    other.join();
}

inline void barrier() {
    std::barrier<> round(2);
    round.arrive_and_wait();
}

inline void semaphore() {
    std::counting_semaphore<> slots(0);
    slots.acquire();
}

inline void atomic() {
    std::atomic<int> turn = 0;
    turn.wait(0);
}

inline void one_runs_on() {
    static std::atomic<long> rounds = 0;
    std::thread spinning([] {
        for (;;)
            ++rounds;
    });
    in_circle(2);
    spinning.join();
}

/// More places than a person wants to read.
inline void many() {
    std::vector<std::thread> threads;
    auto const wait_in = [&](auto&& wait) { threads.emplace_back(wait); };
    wait_in(two_orders);
    wait_in(twice);
    wait_in(never_unlocked);
    wait_in(readers);
    wait_in(writer);
    wait_in(lost_wakeup);
    wait_in(no_value);
    wait_in(latch);
    wait_in(barrier);
    wait_in(semaphore);
    wait_in(atomic);
    for (auto& thread : threads)
        thread.join();
}

}  // namespace deadlocks
