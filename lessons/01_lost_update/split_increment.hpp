#pragma once
/// Exercise 2 of lesson 01: split the increment.
///
/// `++counter` looks like one step. It is three: load the counter into a private register, add 1 there, store the
/// register. Here the three steps are three functions, so that somebody else decides when each of them happens.
///
/// Task: make each function do its own step and nothing more, so that the order A load, B load, A add, B add, A store,
/// B store loses an update.
///
/// Contract: an object is one increment at a time. One thread uses it, and that thread uses no other; it calls load,
/// add, store in this order and may then begin again. Objects on several threads share the counter and nothing else. No
/// function waits. The counter must outlive the object.
///
/// Memory ordering: none. Steps of different threads are unordered unless the callers order them; as all access to the
/// counter is atomic, an update can get lost without a data race.
///
/// Constraints: no read-modify-write operation (fetch_add, exchange, compare_exchange...) and no lock.

#include <atomic>

class SplitIncrement {
public:
    explicit SplitIncrement(std::atomic<long>& counter) : counter_{counter} {}

    /// Takes the counter's value into the private register. Leaves the counter alone.
    // Your turn: load the counter, and keep what you saw.
    void load() {}

    /// Adds 1 in the private register. Leaves the counter alone.
    // Your turn.
    void add() {}

    /// Writes the private register to the counter, whatever the counter holds by now.
    // Your turn: fetch_add is one indivisible step that never loses an update. Take it apart.
    void store() { counter_.fetch_add(1); }

private:
    std::atomic<long>& counter_;
};
