#pragma once
#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <vector>

#include "tsan/report.hpp"

namespace hb::judge {

/// What keeps a thread from going on.
enum class Wait : std::uint8_t {
    nothing,  ///< it runs, or it is about to
    mutex,
    shared_mutex_for_writing,
    shared_mutex_for_reading,
    condition,
    end_of_thread,
    future,
    latch,
    barrier,
    semaphore,
    initialisation,  ///< of a static variable, or by std::call_once
    atomic,          ///< std::atomic::wait
    sleep,
    other,
};

/// A thread that has a frame outside the libraries.
struct WaitingThread {
    int number = 0;  ///< 1 is the main thread
    pid_t id = 0;    ///< as this process sees it
    std::vector<tsan::Frame> stack;
    Wait wait = Wait::nothing;
    std::uint64_t object = 0;              ///< address of the mutex; 0 if unknown
    int holder = 0;                        ///< number of the thread that it waits for; 0 if there is none, or unknown
    bool holder_has_ended = false;         ///< the mutex is locked by a thread that is no more
    std::optional<tsan::Frame> locked_at;  ///< where the holder locked the mutex, if the debug information tells
};

/// The threads of a process, each with what it waits for. Stops the process for a moment (gdb). Empty if gdb is
/// missing, has no Python, or may not look into the process.
[[nodiscard]] std::vector<WaitingThread> waiting_threads(pid_t process);

}  // namespace hb::judge
