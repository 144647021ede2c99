// Two threads, right in most interleavings, in all, or in more than anybody can try.

#include <atomic>
#include <cstdlib>
#include <mutex>
#include <thread>

#include "subject/scenario.hpp"

namespace {

using hb::subject::Arguments;
using hb::subject::Scenario;
using hb::subject::Values;

template <class Step>
void on_two_threads(Step step) {
    std::thread first{step};
    std::thread second{step};
    first.join();
    second.join();
}

Values two(Arguments const&) {
    return {{"total", 2}};
}

Scenario const loses{"loses",
                     "a load and a store, each atomic",
                     {},
                     [](Arguments const&) -> Values {
                         std::atomic<int> total = 0;
                         on_two_threads([&total] { total.store(total.load() + 1); });
                         return {{"total", total.load()}};
                     },
                     two};
Scenario const races{"races",
                     "an increment without a lock",
                     {},
                     [](Arguments const&) -> Values {
                         int total = 0;
                         on_two_threads([&total] { ++total; });
                         return {{"total", total}};
                     },
                     two};
Scenario const counts{"counts",
                      "one indivisible step",
                      {},
                      [](Arguments const&) -> Values {
                          std::atomic<int> total = 0;
                          on_two_threads([&total] { ++total; });
                          return {{"total", total.load()}};
                      },
                      two};
Scenario const enters{"enters",
                      "who raises a flag and sees none goes in: not both, unless each reads what was before",
                      {},
                      [](Arguments const&) -> Values {
                          std::atomic<bool> first_wants = false;
                          std::atomic<bool> second_wants = false;
                          std::atomic<int> inside = 0;
                          // Release and acquire order a store before what is read from it; not before a load of another
                          // object, as sequential consistency would.
                          auto const enter = [&inside](std::atomic<bool>& mine, std::atomic<bool> const& other) {
                              mine.store(true, std::memory_order_release);
                              if (!other.load(std::memory_order_acquire)) ++inside;
                          };
                          std::thread second{[&] { enter(second_wants, first_wants); }};
                          enter(first_wants, second_wants);
                          second.join();
                          return {{"both", inside.load() == 2}};
                      },
                      [](Arguments const&) -> Values { return {{"both", false}}; }};
Scenario const deadlocks{"deadlocks",
                         "two locks in two orders",
                         {},
                         [](Arguments const&) -> Values {
                             std::mutex left;
                             std::mutex right;
                             std::thread other{[&] {
                                 std::lock_guard const first{right};
                                 std::lock_guard const second{left};
                             }};
                             {
                                 std::lock_guard const first{left};
                                 std::lock_guard const second{right};
                             }
                             other.join();
                             return {{"total", 2}};
                         },
                         two};
Scenario const exits{"exits",
                     "ends the process before its values are compared",
                     {},
                     [](Arguments const&) -> Values {
                         std::thread{[] { std::_Exit(0); }}.join();
                         return {{"total", 1}};
                     },
                     two};
Scenario const endless{"endless",
                       "many steps, in every order",
                       {},
                       [](Arguments const&) -> Values {
                           std::atomic<int> steps = 0;
                           on_two_threads([&steps] {
                               for (int i = 0; i < 20; ++i)
                                   ++steps;
                           });
                           return {{"total", steps.load() / 20}};
                       },
                       two};

}  // namespace
