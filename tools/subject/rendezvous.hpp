#pragma once
/// The blocking probe behind the verdict `really parallel`.

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace hb::subject {

/// How long to wait for a thread that a right answer keeps away: long enough for one that nothing hinders to come, on a
/// busy machine too; and short, for every check of a right answer waits so long.
inline constexpr std::chrono::milliseconds patience{100};

/// A place where calls wait until `wanted` of them are there at the same time: only calls in flight together can pass
/// quickly, on one core too.
///
/// Any thread may call arrive(). The first call that has waited for `patience` in vain opens the place for good, so
/// that a serial answer ends too. Everything before an arrive() that completes the meeting happens before the return of
/// the calls it releases. The object must outlive all calls.
class Rendezvous {
public:
    Rendezvous(std::int64_t wanted, std::chrono::milliseconds patience) : wanted_{wanted}, patience_{patience} {}

    void arrive();

    /// The most calls that were in flight together. Call it after the calls have returned.
    [[nodiscard]] std::int64_t most_together() const;

private:
    std::int64_t const wanted_;
    std::chrono::milliseconds const patience_;
    mutable std::mutex mutex_;
    std::condition_variable opened_;
    std::int64_t here_ = 0;
    std::int64_t most_ = 0;
    bool open_ = false;
};

}  // namespace hb::subject
