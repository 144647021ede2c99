#pragma once
/// Memory that a process and those that it forks see alike.

#include <sys/mman.h>

#include <cerrno>
#include <cstddef>
#include <new>
#include <span>
#include <system_error>

#include "fl/memory/slots.hpp"

namespace fl {

/// Zero at first. Pages that nobody touches take no memory. Made before the fork; freed in each process by itself.
class SharedMemory {
public:
    /// Throws std::system_error if there is not as much.
    explicit SharedMemory(std::size_t bytes) : bytes_{bytes} {
        memory_ = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (memory_ == MAP_FAILED) throw std::system_error{errno, std::generic_category(), "shared memory"};
    }
    ~SharedMemory() { ::munmap(memory_, bytes_); }
    SharedMemory(SharedMemory const&) = delete;
    SharedMemory& operator=(SharedMemory const&) = delete;

    /// What `take` needs for so many.
    template <class T>
    [[nodiscard]] static constexpr std::size_t size_of(std::size_t count) {
        return (count * sizeof(T) + slot_alignment - 1) / slot_alignment * slot_alignment;
    }

    /// The next so many objects, on cache lines of their own.
    template <class T>
    [[nodiscard]] std::span<T> take(std::size_t count) {
        auto* const place = static_cast<std::byte*>(memory_) + taken_;
        taken_ += size_of<T>(count);
        if (taken_ > bytes_) throw std::bad_alloc{};
        return {new (place) T[count]{}, count};
    }

private:
    void* memory_;
    std::size_t bytes_;
    std::size_t taken_ = 0;
};

}  // namespace fl
