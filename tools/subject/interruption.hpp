#pragma once
/// One change of threads, placed where it does most harm: while one thread is at a certain point of its operation,
/// another one does a whole operation of its own.

#include <cstdint>
#include <functional>
#include <future>
#include <utility>

namespace hb::subject {

/// Runs `intruder` on a thread of its own when `point` is called for the `at`th time, counted from 1.
///
/// point and finish are for the interrupted thread alone. What the intruder has done happens before the return of a
/// point that it ended in, and before the return of finish. The destructor waits for the intruder's end.
class Interruption {
public:
    Interruption(std::int64_t at, std::function<void()> intruder) : at_{at}, intruder_{std::move(intruder)} {}

    /// Waits for the intruder's end, but not for ever: it may need a lock that this thread holds.
    void point();

    /// Runs the intruder now if the operation was over before it came to the point, and waits for its end.
    void finish();

private:
    std::int64_t const at_;
    std::function<void()> intruder_;
    std::int64_t points_ = 0;
    std::future<void> running_;
};

}  // namespace hb::subject
