// Wrong programs, one an argument, each with a mistake in the use of another part of the library.
#include <atomic>
#include <barrier>
#include <cassert>
#include <chrono>
#include <condition_variable>
#include <iostream>
#include <latch>
#include <memory>
#include <mutex>
#include <semaphore>
#include <shared_mutex>
#include <stop_token>
#include <string_view>
#include <thread>
#include <utility>

using namespace std::chrono_literals;

namespace {

int data = 0;
std::atomic<int> flag{0};
std::mutex mutex;

template <typename First, typename Second>
void both(First first, Second second) {
    std::thread one{first};
    std::thread other{second};
    one.join();
    other.join();
}

struct Program {
    std::string_view name;
    void (*run)();
};

Program const programs[] = {
    {"write under a shared lock",
     [] {
         std::shared_mutex readers;
         auto const write = [&readers] {
             std::shared_lock const lock{readers};
             ++data;
         };
         both(write, write);
     }},
    {"two different mutexes",
     [] {
         std::mutex second;
         both(
             [] {
                 std::lock_guard const lock{mutex};
                 ++data;
             },
             [&second] {
                 std::lock_guard const lock{second};
                 ++data;
             });
     }},
    {"race that an accidental order of locks hides",
     [] {
         both(
             [] {
                 ++data;
                 std::lock_guard const lock{mutex};
             },
             [] {
                 {
                     std::lock_guard const lock{mutex};
                 }
                 ++data;
             });
     }},
    {"race only where try_lock fails",
     [] {
         auto const count = [] {
             if (mutex.try_lock()) {
                 ++data;
                 mutex.unlock();
             } else {
                 ++data;
             }
         };
         both(count, count);
     }},
    {"release without acquire",
     [] {
         both(
             [] {
                 data = 1;
                 flag.store(1, std::memory_order_release);  // nothing pairs with it
             },
             [] {
                 if (flag.load(std::memory_order_relaxed) == 1) assert(data == 1);
             });
     }},
    {"release fence behind the store",
     [] {
         both(
             [] {
                 data = 1;
                 flag.store(1, std::memory_order_relaxed);
                 std::atomic_thread_fence(std::memory_order_release);  // too late: it pairs with nothing
             },
             [] {
                 if (flag.load(std::memory_order_acquire) == 1) assert(data == 1);
             });
     }},
    {"relaxed store ends the release sequence",
     [] {
         both(
             [] {
                 data = 1;
                 flag.store(1, std::memory_order_release);
                 flag.store(2, std::memory_order_relaxed);  // in C++11 it was part of the release sequence
             },
             [] {
                 if (flag.load(std::memory_order_acquire) == 2) assert(data == 1);
             });
     }},
    {"sequentially consistent fences order no plain data",
     [] {
         both(
             [] {
                 data = 1;
                 std::atomic_thread_fence(std::memory_order_seq_cst);  // nobody reads a flag behind it
             },
             [] {
                 std::atomic_thread_fence(std::memory_order_seq_cst);
                 assert(data >= 0);
             });
     }},
    {"failed exchange with a relaxed order",
     [] {
         both(
             [] {
                 data = 1;
                 flag.store(1, std::memory_order_release);
             },
             [] {
                 auto expected = 0;
                 // The failure's order, which is what counts here, is relaxed on purpose.
                 flag.compare_exchange_strong(expected, 2, std::memory_order_acquire, std::memory_order_relaxed);
                 if (expected == 1) assert(data == 1);
             });
     }},
    {"atomic and plain access",
     [] {
         auto value = 0;
         both([&value] { std::atomic_ref{value}.store(1); }, [&value] { value = 2; });
     }},
    {"sleep instead of an order",
     [] {
         both(
             [] {
                 std::this_thread::sleep_for(100ms);
                 assert(flag == 1);
             },
             [] { flag = 1; });
     }},
    {"notification before the wait",
     [] {
         std::condition_variable changed;
         both(
             [&changed] {
                 std::unique_lock lock{mutex};
                 changed.wait(lock);
             },
             [&changed] { changed.notify_all(); });
     }},
    {"semaphore that nobody releases",
     [] {
         std::binary_semaphore permit{1};
         both([&permit] { permit.acquire(); }, [&permit] { permit.acquire(); });
     }},
    {"permit given before the data is written",
     [] {
         std::counting_semaphore<> permit{0};
         both(
             [&permit] {
                 permit.release();
                 data = 1;
             },
             [&permit] {
                 permit.acquire();
                 assert(data <= 1);
             });
     }},
    {"latch that too few count down",
     [] {
         std::latch latch{3};
         both([&latch] { latch.arrive_and_wait(); }, [&latch] { latch.arrive_and_wait(); });
     }},
    {"barrier for one thread too many",
     [] {
         std::barrier barrier{3};
         both([&barrier] { barrier.arrive_and_wait(); }, [&barrier] { barrier.arrive_and_wait(); });
     }},
    {"written after the arrival",
     [] {
         std::barrier barrier{2};
         both(
             [&barrier] {
                 auto arrival = barrier.arrive();
                 data = 1;
                 barrier.wait(std::move(arrival));
             },
             [&barrier] {
                 barrier.arrive_and_wait();
                 assert(data <= 1);
             });
     }},
    {"read before the stop is seen",
     [] {
         std::stop_source source;
         both(
             [&source] {
                 data = 1;
                 source.request_stop();
             },
             [token = source.get_token()] { assert(data <= 1 || token.stop_requested()); });
     }},
    {"callback that locks what the stopper holds",
     [] {
         std::stop_source source;
         both(
             [&source] {
                 std::stop_callback const callback{source.get_token(), [] { std::lock_guard const lock{mutex}; }};
             },
             [&source] {
                 std::lock_guard const lock{mutex};
                 source.request_stop();
             });
     }},
    {"std::lock beside one lock after the other",
     [] {
         std::mutex inner;
         std::mutex third;
         both(
             [&] {
                 std::lock_guard const outer{mutex};
                 std::scoped_lock const rest{inner, third};
             },
             [&] {
                 std::lock_guard const first{third};
                 std::lock_guard const second{mutex};
             });
     }},
    {"deleted while in use",
     [] {
         auto* const number = new int{1};
         both([number] { delete number; },
              [number] {
                  if (flag == 1) ++*number;
              });
         auto* const other = new int{1};
         both([other] { delete other; }, [other] { ++*other; });
     }},
    {"double-checked without an atomic",
     [] {
         static int const* created = nullptr;
         auto const get = [] {
             if (!created) {
                 std::lock_guard const lock{mutex};
                 if (!created) created = new int{3};
             }
             assert(*created == 3);
         };
         both(get, get);
     }},
    {"thread that is not joined",
     [] { std::unique_ptr<std::thread> const forgotten{new std::thread{[] { data = 1; }}}; }},
    {"outcomes",  // no mistake: each of four outcomes is allowed
     [] {
         std::atomic<int> x{0};
         std::atomic<int> y{0};
         auto seen_x = -1;
         auto seen_y = -1;
         both(
             [&] {
                 x = 1;
                 seen_y = y;
             },
             [&] {
                 y = 1;
                 seen_x = x;
             });
         std::cout << seen_x << ' ' << seen_y;
     }},
};

}  // namespace

int main(int, char** arguments) {
    for (auto const& program : programs) {
        if (program.name != arguments[1]) continue;
        program.run();
        return 0;
    }
    return 2;
}
