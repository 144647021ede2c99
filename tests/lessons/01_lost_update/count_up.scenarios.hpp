#pragma once
/// The scenarios of count_up, as functions: they drive the answer (count_up.scenarios.cpp).

#include <atomic>
#include <cstdint>
#include <list>
#include <vector>

#include "subject/rendezvous.hpp"
#include "subject/scenario.hpp"

namespace hb::lesson01 {

constexpr std::int64_t most_threads = 64;

struct Size {
    int threads;
    long per_thread;
};

/// The arguments threads and per_thread. Throws subject::BadArguments if they make no sense.
Size size_of(subject::Arguments const& given);

/// Calls that meet: the n-th calls of all threads wait for each other, for each n of a list. Neither a serial answer
/// nor one that is parallel for a while only can keep up.
class Meetings {
public:
    /// `at` ascends.
    Meetings(std::int64_t threads, std::vector<long> at);

    /// From the thread of that number, for each of its calls.
    void call(int thread);

    /// In the meeting to which the fewest came; call it when all calls have returned.
    [[nodiscard]] std::int64_t fewest() const;

private:
    std::int64_t const threads_;
    std::vector<long> const at_;
    std::list<subject::Rendezvous> places_;
    std::vector<std::atomic<long>> calls_;
    std::atomic<bool> failed_ = false;
};

/// The first call, the last one, and some between them that nobody can foresee.
std::vector<long> meeting_calls(std::uint64_t seed, long per_thread);

subject::Values count_with_yields(subject::Arguments const& given);
subject::Values meet(subject::Arguments const& given);
subject::Values count_once(subject::Arguments const& given);
subject::Values count_with_each_number(subject::Arguments const& given);

}  // namespace hb::lesson01
