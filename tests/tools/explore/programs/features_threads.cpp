// What runs in threads and passes between them: how they begin, stop and end, and their memory.
#include <atomic>
#include <cassert>
#include <functional>
#include <future>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "features.hpp"

namespace {

auto const before_main = std::make_unique<int>(0);

struct Destructor {
    int* counter;
    ~Destructor() { ++*counter; }
};

Feature const features[] = {
    {"call_once",
     [] {
         std::once_flag flag;
         in_two_threads([&flag] {
             std::call_once(flag, [] { ++shared; });
             assert(shared == 1);
         });
     }},
    {"call_once throws",
     [] {
         std::once_flag flag;
         std::atomic<int> attempts{0};
         in_two_threads([&] {
             try {
                 std::call_once(flag, [&attempts] {
                     if (++attempts == 1) throw std::runtime_error{"the first time"};
                     ++shared;
                 });
             } catch (std::runtime_error const&) {
             }
         });
         assert(shared <= 1);
     }},
    {"static in a function",
     [] {
         static auto const value_of = [] {
             static std::string const value = std::to_string(++shared);
             return value.size();
         };
         in_two_threads([] { assert(value_of() == 1); });
         assert(shared == 1);
     }},
    {"thread_local",
     [] {
         in_two_threads([] {
             thread_local int mine = 5;
             assert(++mine == 6);
         });
     }},
    {"thread_local destructor",
     [] {
         std::thread{[] { thread_local Destructor const at_end{&shared}; }}.join();
         assert(shared == 1);
     }},
    {"promise",
     [] {
         std::promise<int> promise;
         std::thread setter{[&promise] { promise.set_value(7); }};
         assert(promise.get_future().get() == 7);
         setter.join();
     }},
    {"async throws",
     [] {
         auto result = std::async(std::launch::async, []() -> int { throw std::runtime_error{"from the thread"}; });
         auto caught = false;
         try {
             result.get();
         } catch (std::runtime_error const& error) {
             caught = std::string_view{error.what()} == "from the thread";
         }
         assert(caught);
     }},
    {"packaged_task",
     [] {
         std::packaged_task<int(int)> task{[](int argument) { return argument + 1; }};
         auto result = task.get_future();
         std::thread runner{std::move(task), 4};
         assert(result.get() == 5);
         runner.join();
     }},
    {"jthread stops",
     [] {
         std::jthread runner{[](std::stop_token token) {
             while (!token.stop_requested())
                 std::this_thread::yield();
         }};
         runner.request_stop();
     }},
    {"stop_callback",
     [] {
         std::stop_source source;
         auto calls = 0;
         std::thread stopper{[&source] { assert(source.request_stop()); }};
         {
             std::stop_callback const on_stop{source.get_token(), [&calls] { ++calls; }};
         }
         // It has run, or it never will: nothing writes any more.
         assert(calls <= 1);
         stopper.join();
         assert(!source.request_stop());
     }},
    {"stop_callback after the request",
     [] {
         std::stop_source source;
         source.request_stop();
         auto called = false;
         std::stop_callback const on_stop{source.get_token(), [&called] { called = true; }};
         assert(called);
     }},
    {"stop_callback that destroys itself",
     [] {
         std::stop_source source;
         std::optional<std::stop_callback<std::function<void()>>> on_stop;
         on_stop.emplace(source.get_token(), [&on_stop] { on_stop.reset(); });
         source.request_stop();
         assert(!on_stop);
     }},
    {"containers and output",
     [] {
         std::mutex mutex;
         std::map<int, std::string> words;
         auto next = 0;
         in_two_threads([&] {
             std::lock_guard const lock{mutex};
             words[next++] = "a word that is too long for the small buffer";
         });
         std::cout << words.size() << '\n';
         assert(words.size() == 2);
     }},
    {"memory from before main",
     [] {
         std::mutex mutex;
         in_two_threads([&mutex] {
             std::lock_guard const lock{mutex};
             ++*before_main;
         });
         assert(*before_main == 2);  // in each execution anew
     }},
    {"large stacks",
     [] {
         auto const fill = [] {
             char volatile most_of_a_mebibyte[1000 * 1024];
             for (std::size_t index = 0; index < sizeof most_of_a_mebibyte; index += 4096)
                 most_of_a_mebibyte[index] = 1;
         };
         std::thread one{fill};
         std::thread other{fill};
         one.join();
         other.join();
     }},
    {"twelve readers of one variable",
     [] {
         std::vector<std::jthread> readers;
         for (auto count = 0; count < 12; ++count)
             readers.emplace_back([] { assert(shared == 0); });
     }},
    {"sixty-three threads",
     [] {
         std::vector<std::jthread> all;
         std::mutex mutex;
         for (auto count = 0; count < 63; ++count)
             all.emplace_back([&mutex] {
                 std::lock_guard const lock{mutex};
                 ++shared;
             });
         for (auto& thread : all)
             thread.join();
         assert(shared == 63);
     }},
    {"exception_ptr",
     [] {
         std::exception_ptr caught;
         std::thread{[&caught] {
             try {
                 throw std::runtime_error{"carried over"};
             } catch (...) {
                 caught = std::current_exception();
             }
         }}.join();
         assert(caught);
     }},
};

}  // namespace

std::span<Feature const> features_of_threads() {
    return features;
}
