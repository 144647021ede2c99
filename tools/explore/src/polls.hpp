#pragma once
/// Recognises a thread that polls: one that reads the same value at the same place again and again.

#include <array>
#include <cstdint>

namespace hb::explore {

class Polls {
public:
    /// The first equal reads cost no step: it swallows the standard library's spinning before it waits (16 rounds).
    static constexpr int free_repeats = 40;
    /// How often a thread that polls is let go on although nothing changed, before it is called a livelock: a loop that
    /// gives up after a bounded number of rounds ends by then (40 reads each).
    static constexpr int releases = 100;

    // `here` tells each place of the program from the others (CallStack::called_from_here).

    /// What was read is old: the thread has changed something itself.
    void clear() {
        places_ = {};
        repeats = 0;
    }

    [[nodiscard]] bool seen(std::uintptr_t here, std::uintptr_t address, std::uint64_t value) const {
        for (auto const& place : places_)
            if (place.here == here && place.address == address && place.value == value) return true;
        return false;
    }

    void remember(std::uintptr_t here, std::uintptr_t address, std::uint64_t value) {
        places_[next_++ % places_.size()] = {here, address, value};
    }

    /// Does one of the remembered reads overlap these bytes?
    [[nodiscard]] bool watches(std::uintptr_t address, std::uint64_t size) const {
        for (auto const& place : places_)
            if (place.here != 0 && place.address < address + size && address < place.address + widest) return true;
        return false;
    }

    /// An operation failed that can also succeed, such as try_lock. True: not for the first time, nor the second.
    [[nodiscard]] bool fails_again(std::uintptr_t here, std::uintptr_t address) {
        failures_ = failed_here_ == here && failed_at_ == address ? failures_ + 1 : 1;
        failed_here_ = here;
        failed_at_ = address;
        return failures_ > free_failures;
    }
    void succeeds() { failures_ = 0; }
    /// Does what failed last depend on these bytes?
    [[nodiscard]] bool failed_at(std::uintptr_t address, std::uint64_t size) const {
        return failed_at_ >= address && failed_at_ < address + size;
    }

    int repeats = 0;
    int released = 0;

private:
    static constexpr int free_failures = 2;
    static constexpr std::uintptr_t widest = 16;  // bytes of an atomic access
    struct Place {
        std::uintptr_t here = 0;
        std::uintptr_t address = 0;
        std::uint64_t value = 0;
    };
    std::array<Place, 4> places_{};  // a loop's condition reads few places
    unsigned next_ = 0;
    std::uintptr_t failed_here_ = 0;
    std::uintptr_t failed_at_ = 0;
    int failures_ = 0;
};

}  // namespace hb::explore
