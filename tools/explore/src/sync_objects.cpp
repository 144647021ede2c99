#include "sync_objects.hpp"

namespace hb::explore {
namespace {

// Entries. Striped maps have thousands of mutexes; an entry takes 600 bytes, where it is used.
constexpr std::size_t capacity = 1 << 14;
constexpr unsigned granularity_bits = 2;  // futexes are 4 bytes

AddressTable<SyncObject, capacity, granularity_bits> objects;

}  // namespace

void reserve_sync_objects() {
    objects.reserve();
}
void begin_sync_objects() {
    objects.begin_generation();
}

SyncObject& sync_object(std::uintptr_t address) {
    auto* const object = objects.find_or_add(address);
    if (!object) end_execution(Ending::unmodelled, "more than %zu mutexes and the like", capacity / 4 * 3);
    return *object;
}

}  // namespace hb::explore
