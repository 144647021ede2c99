#include "canary.hpp"

#if defined(__SANITIZE_THREAD__)
#define HB_TSAN 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define HB_TSAN 1
#endif
#endif

#ifdef HB_TSAN

#include <atomic>
#include <thread>

namespace hb::subject {
namespace {

/// Two unordered writes, one certainly after the other in time: exact simultaneity is the case that TSan can miss.
template <class Write>
void race(Write write) {
    std::atomic<bool> first_wrote = false;
    std::thread first{[&] {
        write();
        // relaxed: orders nothing, so that the two writes stay a race; pairs with the relaxed load below.
        first_wrote.store(true, std::memory_order_relaxed);
    }};
    std::thread second{[&] {
        // relaxed: see the store above.
        while (!first_wrote.load(std::memory_order_relaxed))
            std::this_thread::yield();
        write();
    }};
    first.join();
    second.join();
}

// Volatile keeps the writes; each function stays out of line so that the report names it.
volatile long nest_before = 0;
volatile long nest_after = 0;
[[gnu::noinline]] void write_canary_before() {
    nest_before = 1;
}
[[gnu::noinline]] void write_canary_after() {
    nest_after = 1;
}

}  // namespace

void canary_before() {
    race(write_canary_before);
}
void canary_after() {
    race(write_canary_after);
}

}  // namespace hb::subject

#else

namespace hb::subject {
void canary_before() {}
void canary_after() {}
}  // namespace hb::subject

#endif
