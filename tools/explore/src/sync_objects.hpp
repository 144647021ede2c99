#pragma once
/// What the runtime knows of mutexes, semaphores, once flags and guards, by address.

#include "address_table.hpp"
#include "clocks.hpp"
#include "execution.hpp"

namespace hb::explore {

inline constexpr int nobody = -1;

struct SyncObject {
    std::uintptr_t address;
    std::uint32_t generation;
    int owner;             ///< thread that holds it exclusively
    int depth;             ///< how often, beyond once: recursive mutexes
    bool taken_ahead;      ///< by std::lock, which locks it once more
    int readers;           ///< threads that hold it shared
    std::int64_t count;    ///< of a semaphore
    VectorClock released;  ///< what those who released it exclusively had seen
    VectorClock released_shared;

    void reset() {
        owner = nobody;
        depth = 0;
        taken_ahead = false;
        readers = 0;
        count = 0;
        released.clear();
        released_shared.clear();
    }
};

/// Creates it if need be. Ends the execution if there are too many.
[[nodiscard]] SyncObject& sync_object(std::uintptr_t address);
[[nodiscard]] inline SyncObject& sync_object(void const* object) {
    return sync_object(reinterpret_cast<std::uintptr_t>(object));
}

/// Everything that the thread did so far happens before whatever acquires the clock from now on.
inline void release_into(VectorClock& clock, Thread& thread) {
    clock.join(thread.clock);
    thread.clock.advance(thread.id);
}

void begin_sync_objects();
void reserve_sync_objects();

}  // namespace hb::explore
