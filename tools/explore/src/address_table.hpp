#pragma once
/// State by address, forgotten as a whole at the start of each execution.

#include <sys/mman.h>

#include <cstddef>
#include <cstdint>

namespace hb::explore {

/// An open hash table. An entry of an older generation counts as empty, so that nothing is cleared between executions.
/// `Entry` has `address`, `generation` and `reset()`. The memory is reserved once and touched where it is used.
template <typename Entry, std::size_t capacity, unsigned granularity_bits>
class AddressTable {
    static_assert((capacity & (capacity - 1)) == 0, "the index is cut off by a mask");

public:
    /// Before the first use.
    void reserve() {
        auto* const memory = mmap(nullptr, capacity * sizeof(Entry), PROT_READ | PROT_WRITE,
                                  MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        entries_ = memory == MAP_FAILED ? nullptr : static_cast<Entry*>(memory);
    }
    [[nodiscard]] bool reserved() const { return entries_ != nullptr; }

    /// Forgets all entries.
    void begin_generation() {
        ++generation_;
        used_ = 0;
    }

    /// The entry of the address; null if there is none.
    [[nodiscard]] Entry* find(std::uintptr_t address) {
        for (auto index = home(address);; index = (index + 1) & (capacity - 1)) {
            auto& entry = entries_[index];
            if (entry.generation != generation_) return nullptr;
            if (entry.address == address) return &entry;
        }
    }

    /// The entry of the address, new if need be; null if the table is full.
    [[nodiscard]] Entry* find_or_add(std::uintptr_t address) {
        for (auto index = home(address);; index = (index + 1) & (capacity - 1)) {
            auto& entry = entries_[index];
            if (entry.generation != generation_) {
                if (used_ >= capacity / 4 * 3) return nullptr;  // beyond that, probing takes long
                ++used_;
                entry.generation = generation_;
                entry.address = address;
                entry.reset();
                return &entry;
            }
            if (entry.address == address) return &entry;
        }
    }

private:
    /// Neighbours in memory are neighbours in the table: a multiplicative hash would touch a page for each.
    [[nodiscard]] static std::size_t home(std::uintptr_t address) {
        auto const place = address >> granularity_bits;
        return static_cast<std::size_t>(place ^ (place >> 20)) & (capacity - 1);
    }

    Entry* entries_ = nullptr;
    std::size_t used_ = 0;
    std::uint32_t generation_ = 0;
};

}  // namespace hb::explore
