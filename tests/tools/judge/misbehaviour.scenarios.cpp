// A subject that does whatever a subject could do to its judge: one scenario for each.

#include <semaphore.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <latch>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "subject/scenario.hpp"

namespace {

using hb::subject::Arguments;
using hb::subject::Scenario;
using hb::subject::Values;

/// The judge's channel: the only socket among the descriptors.
int find_channel() {
    for (int number = 3; number < 1024; ++number) {
        struct stat status{};
        if (::fstat(number, &status) == 0 && S_ISSOCK(status.st_mode)) return number;
    }
    return -1;
}

void say_on_channel(std::string const& text) {
    if (::write(find_channel(), text.data(), text.size()) < 0) std::abort();
}

volatile bool endless = true;

/// Processor time without end, that the compiler keeps.
void spin() {
    while (endless) {
    }
}

Scenario const honest{
    "honest", "replies with what it was given", {{"number", 7, "to reply"}}, [](Arguments const& given) -> Values {
        return {{"number", given.integer("number")}};
    }};

Scenario const prints{"prints", "prints, and replies", {}, [](Arguments const&) -> Values {
                          std::puts("hello from the answer");
                          return {{"number", 1}};
                      }};

Scenario const throws{"throws", "leaves by an exception", {}, [](Arguments const&) -> Values {
                          throw std::runtime_error{"out of ideas"};
                      }};

Scenario const terminates{"terminates", "an exception leaves a thread", {}, [](Arguments const&) -> Values {
                              std::thread{[] { throw std::runtime_error{"nobody catches me"}; }}.join();
                              return {};
                          }};

Scenario const crashes{"crashes", "reads through a null pointer", {}, [](Arguments const&) -> Values {
                           int volatile* volatile nowhere = nullptr;
                           return {{"number", *nowhere}};
                       }};

/// All its threads wait, and only another process goes on: as on a busy machine, where a thread that has been woken
/// waits for a processor.
Scenario const woken_late{"woken_late",
                          "waits without a time-out, and is woken after 100 ms all the same",
                          {},
                          [](Arguments const&) -> Values {
                              auto* const permit = static_cast<sem_t*>(::mmap(
                                  nullptr, sizeof(sem_t), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
                              ::sem_init(permit, 1, 0);
                              auto const waker = ::fork();
                              if (waker == 0) {
                                  ::usleep(100'000);  // longer than three looks of the judge, shorter than ten
                                  ::sem_post(permit);
                                  ::_exit(0);
                              }
                              while (::sem_wait(permit) != 0) {
                              }
                              ::waitpid(waker, nullptr, 0);
                              return {{"number", 1}};
                          }};

Scenario const deadlocks{"deadlocks", "two mutexes in two orders, certainly", {}, [](Arguments const&) -> Values {
                             std::mutex first;
                             std::mutex second;
                             std::atomic<int> holding = 0;
                             auto const take = [&holding](std::mutex& one, std::mutex& other) {
                                 std::lock_guard const hold{one};
                                 ++holding;
                                 while (holding < 2)
                                     std::this_thread::yield();
                                 std::lock_guard const never{other};
                             };
                             std::thread left{[&] { take(first, second); }};
                             std::thread right{[&] { take(second, first); }};
                             left.join();
                             right.join();
                             return {};
                         }};

Scenario const spins{"spins", "uses processor time for ever", {}, [](Arguments const&) -> Values {
                         spin();
                         return {};
                     }};

Scenario const pauses{"pauses", "waits for a signal that never comes", {}, [](Arguments const&) -> Values {
                          ::pause();
                          return {};
                      }};

Scenario const exits{"exits", "ends the process with success", {}, [](Arguments const&) -> Values { std::_Exit(0); }};

// ThreadSanitizer knows this one, and puts a status of its own in its place.
Scenario const exits_by_call{
    "exits_by_call", "ends the process with success", {}, [](Arguments const&) -> Values { ::_exit(0); }};

Scenario const exits_with_3{
    "exits_with_3", "ends the process with a status of its own", {}, [](Arguments const&) -> Values { ::_exit(3); }};

Scenario const exits_in_order{
    "exits_in_order", "ends the process after its handlers have run", {}, [](Arguments const&) -> Values {
        std::exit(0);
    }};

Scenario const exits_quickly{
    "exits_quickly", "ends the process with success", {}, [](Arguments const&) -> Values { std::quick_exit(0); }};

Scenario const ends_main_thread{
    "ends_main_thread", "ends the main thread", {}, [](Arguments const&) -> Values { ::pthread_exit(nullptr); }};

Scenario const ends_badly{
    "ends_badly", "replies, and has the process end with a status of its own", {}, [](Arguments const&) -> Values {
        std::atexit([] { std::_Exit(5); });
        return {{"number", 1}};
    }};

/// Joined by a static destructor, which nobody can bring about.
class NeverDone {
public:
    void begin() {
        thread_ = std::thread{[this] {
            std::unique_lock lock{mutex_};
            changed_.wait(lock, [this] { return done_; });
        }};
    }
    ~NeverDone() {
        if (thread_.joinable()) thread_.join();
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool done_ = false;
    std::thread thread_;
};

Scenario const never_ends{
    "never_ends", "replies, and waits for ever in a static destructor", {}, [](Arguments const&) -> Values {
        static NeverDone never;
        never.begin();
        return {{"number", 1}};
    }};

Scenario const floods{"floods", "prints without end", {}, [](Arguments const&) -> Values {
                          for (;;)
                              std::puts("and again, and again, and again, and again, and again");
                      }};

Scenario const babbles{"babbles", "writes nonsense to the channel", {}, [](Arguments const&) -> Values {
                           say_on_channel("answer me this\n");
                           spin();
                           return {};
                       }};

Scenario const forges{"forges", "writes a reply with a nonce of its own", {}, [](Arguments const&) -> Values {
                          say_on_channel("answer 0123456789abcdef number=i:1\n");
                          spin();
                          return {};
                      }};

Scenario const speaks_unasked{
    "speaks_unasked", "leaves a thread that writes to the channel", {}, [](Arguments const&) -> Values {
        say_on_channel("answer 0123456789abcdef number=i:1\n");
        return {{"number", 1}};
    }};

Scenario const eats_memory{"eats_memory", "touches page after page", {}, [](Arguments const&) -> Values {
                               std::vector<std::vector<char>> eaten;
                               for (;;)
                                   eaten.emplace_back(1U << 20U, 'x');
                           }};

Scenario const forks{"forks", "leaves an orphan in a session of its own", {}, [](Arguments const&) -> Values {
                         auto const child = ::fork();
                         if (child == 0) {
                             ::setsid();
                             if (::fork() != 0) ::_exit(0);
                             for (;;)
                                 ::pause();
                         }
                         ::waitpid(child, nullptr, 0);
                         return {{"number", 1}};
                     }};

Scenario const burns_on{
    "burns_on", "replies, while a thread goes on using processor time", {}, [](Arguments const&) -> Values {
        std::thread{spin}.detach();
        return {{"number", 1}};
    }};

Scenario const leaves_threads{"leaves_threads",
                              "replies, while threads wait for ever",
                              {{"number", 2, "of threads"}},
                              [](Arguments const& given) -> Values {
                                  for (std::int64_t i = 0; i < given.integer("number"); ++i)
                                      std::thread{[] { ::pause(); }}.detach();
                                  return {{"number", 1}};
                              }};

/// Their last deed is to wake the caller, who does not join them.
Scenario const detaches{"detaches",
                        "replies as soon as detached threads are done",
                        {{"number", 2, "of threads"}},
                        [](Arguments const& given) -> Values {
                            auto const done = std::make_shared<std::latch>(given.integer("number"));
                            for (std::int64_t i = 0; i < given.integer("number"); ++i)
                                std::thread{[done] { done->count_down(); }}.detach();
                            done->wait();
                            return {{"number", 1}};
                        }};

Scenario const joins{
    "joins", "joins its threads and replies", {{"number", 2, "of threads"}}, [](Arguments const& given) -> Values {
        std::vector<std::thread> threads(static_cast<std::size_t>(given.integer("number")));
        for (auto& thread : threads)
            thread = std::thread{[] {}};
        for (auto& thread : threads)
            thread.join();
        return {{"number", 1}};
    }};

Scenario const prints_bytes{"prints_bytes", "prints every byte that there is", {}, [](Arguments const&) -> Values {
                                for (int byte = 0; byte < 256; ++byte)
                                    std::putchar(byte);
                                std::puts("and text");
                                return {{"number", 1}};
                            }};

Scenario const works{
    "works", "uses processor time in proportion", {{"rounds", 1000, "of work"}}, [](Arguments const& given) -> Values {
        std::uint64_t sum = 0;
        for (std::int64_t i = 0; i < given.integer("rounds"); ++i) {
            sum += hb::subject::mixed(given.seed(), static_cast<std::uint64_t>(i));
        }
        return {{"sum", static_cast<std::int64_t>(sum >> 1U)}};
    }};

/// A race that is reported each time.
Scenario const races{"races", "two threads write one variable", {}, [](Arguments const&) -> Values {
                         [[maybe_unused]] static long volatile shared = 0;
                         std::atomic<bool> wrote = false;
                         std::thread first{[&] {
                             shared = 1;
                             // relaxed, as its partner below: the second write comes later, ordered by nothing.
                             wrote.store(true, std::memory_order_relaxed);
                         }};
                         std::thread second{[&] {
                             while (!wrote.load(std::memory_order_relaxed))
                                 std::this_thread::yield();
                             shared = 2;
                         }};
                         first.join();
                         second.join();
                         return {{"number", 1}};
                     }};

Scenario const closes_log{
    "closes_log", "closes every descriptor above 2 but the channel", {}, [](Arguments const&) -> Values {
        int const channel = find_channel();
        for (int number = 3; number < 1024; ++number) {
            if (number != channel) ::close(number);
        }
        return {{"number", 1}};
    }};

Scenario const forks_a_race{
    "forks_a_race", "a child process races, and reports to a log of its own", {}, [](Arguments const& given) -> Values {
        if (::fork() == 0) {
            races.run(given);
            ::_exit(0);
        }
        return {{"number", 1}};
    }};

}  // namespace
