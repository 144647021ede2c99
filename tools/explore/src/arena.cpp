#include "arena.hpp"

#include <sys/mman.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <new>
#include <vector>

#include "execution.hpp"
#include "interpose.hpp"
#include "isolation.hpp"
#include "origins.hpp"
#include "race.hpp"

// glibc's allocator under the names that nobody interposes.
extern "C" void* __libc_malloc(std::size_t);
extern "C" void* __libc_calloc(std::size_t, std::size_t);
extern "C" void* __libc_realloc(void*, std::size_t);
extern "C" void* __libc_memalign(std::size_t, std::size_t);
extern "C" void __libc_free(void*);

namespace hb::explore {
namespace {

constexpr std::size_t arena_bytes = std::size_t{1} << 30;  // reserved; only what is used is real

/// In front of each block.
struct alignas(16) Header {
    std::size_t size;
    bool given_back;
};

constinit std::uintptr_t arena_begin = 0;
constinit std::uintptr_t arena_next = 0;
std::vector<char> before_main;  // what the program's constructors of static objects allocated, as main finds it

Header& header_of(void* block) {
    return static_cast<Header*>(block)[-1];
}

void* take_from_arena(std::size_t size, std::size_t alignment) {
    auto const block = (arena_next + sizeof(Header) + alignment - 1) & ~(alignment - 1);
    if (size > arena_bytes || block + size > arena_begin + arena_bytes) {
        if (!active()) stop_unmodelled("so much memory before main");
        end_execution(Ending::unmodelled, "more than %zu MiB of memory are allocated", arena_bytes >> 20);
    }
    arena_next = block + size;
    auto* const memory = reinterpret_cast<void*>(block);
    header_of(memory) = {size, false};
    std::memset(memory, 0, size);  // not what an earlier execution left there
    return memory;
}

/// For the program from the arena, which is the same in each execution; for libraries, whose state outlives an
/// execution, from the C library.
void* allocate(std::size_t size, std::size_t alignment, std::uintptr_t caller) {
    if (in_program(caller)) {
        auto* const block = take_from_arena(size, std::max(alignment, alignof(Header)));
        if (execution.tracing || !active()) note_block(reinterpret_cast<std::uintptr_t>(block), size, caller);
        return block;
    }
    auto* const memory = alignment > alignof(Header) ? __libc_memalign(alignment, size) : __libc_malloc(size);
    if (active() && memory) forget_accesses(reinterpret_cast<std::uintptr_t>(memory), size);
    return memory;
}

void* allocate_or_throw(std::size_t size, std::size_t alignment, std::uintptr_t caller) {
    auto* const memory = allocate(size, alignment, caller);
    if (!memory) throw std::bad_alloc{};
    return memory;
}

void give_back(void* block, std::uintptr_t caller) {
    if (!in_arena(reinterpret_cast<std::uintptr_t>(block))) return __libc_free(block);
    if (!active()) return;
    auto& header = header_of(block);
    if (header.given_back)
        end_execution(Ending::double_free, "thread %d gives back memory that was given back before", execution.running);
    header.given_back = true;
    check_free(reinterpret_cast<std::uintptr_t>(block), header.size, caller);
}

void* zeroed(std::size_t size, std::uintptr_t caller) {
    auto* const memory = allocate(size, alignof(Header), caller);
    if (memory) std::memset(memory, 0, size);
    return memory;
}

}  // namespace

void reserve_arena() {
    auto* const memory =
        mmap(nullptr, arena_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) stop_unmodelled("a limit of the address space below 1 GiB");
    arena_begin = arena_next = reinterpret_cast<std::uintptr_t>(memory);
}

void keep_arena() {
    before_main.assign(reinterpret_cast<char const*>(arena_begin), reinterpret_cast<char const*>(arena_next));
}

void begin_arena() {
    std::memcpy(reinterpret_cast<void*>(arena_begin), before_main.data(), before_main.size());
    arena_next = arena_begin + before_main.size();
}
bool in_arena(std::uintptr_t address) {
    return arena_begin != 0 && address >= arena_begin && address < arena_begin + arena_bytes;
}
std::uintptr_t arena_offset(std::uintptr_t address) {
    return address - arena_begin;
}

}  // namespace hb::explore

using hb::explore::allocate;
using hb::explore::allocate_or_throw;
using hb::explore::give_back;

namespace {
constexpr std::size_t usual = 16;  // bytes of alignment that malloc and new give on x86-64
}

HB_INTERPOSED void* malloc(std::size_t size) {
    return allocate(size, usual, HB_CALLER);
}
HB_INTERPOSED void* calloc(std::size_t count, std::size_t size) {
    std::size_t total = 0;
    if (__builtin_mul_overflow(count, size, &total)) return nullptr;
    if (!hb::explore::active() && !hb::explore::in_program(HB_CALLER)) return __libc_calloc(count, size);
    return hb::explore::zeroed(total, HB_CALLER);
}
HB_INTERPOSED void* realloc(void* block, std::size_t size) {
    auto const old = reinterpret_cast<std::uintptr_t>(block);
    auto const from_program = hb::explore::in_program(HB_CALLER);
    if (!hb::explore::in_arena(old) && !(from_program && !block)) return __libc_realloc(block, size);
    auto* const memory = allocate(size, usual, HB_CALLER);
    if (!block || !memory) return memory;
    std::memcpy(memory, block, std::min(size, hb::explore::header_of(block).size));
    give_back(block, HB_CALLER);
    return memory;
}
HB_INTERPOSED void* aligned_alloc(std::size_t alignment, std::size_t size) {
    return allocate(size, alignment, HB_CALLER);
}
HB_INTERPOSED int posix_memalign(void** block, std::size_t alignment, std::size_t size) {
    *block = allocate(size, alignment, HB_CALLER);
    return *block ? 0 : ENOMEM;
}
HB_INTERPOSED void free(void* block) {
    if (block) give_back(block, HB_CALLER);
}

// The operators new and delete, which instrumented code calls. Their names are the runtime's to define: the linker
// exports these (exports.map) in place of the standard library's.
#define HB_OPERATOR __attribute__((visibility("default")))
HB_OPERATOR void* operator new(std::size_t size) {
    return allocate_or_throw(size, usual, HB_CALLER);
}
HB_OPERATOR void* operator new[](std::size_t size) {
    return allocate_or_throw(size, usual, HB_CALLER);
}
HB_OPERATOR void* operator new(std::size_t size, std::nothrow_t const&) noexcept {
    return allocate(size, usual, HB_CALLER);
}
HB_OPERATOR void* operator new[](std::size_t size, std::nothrow_t const&) noexcept {
    return allocate(size, usual, HB_CALLER);
}
HB_OPERATOR void* operator new(std::size_t size, std::align_val_t alignment) {
    return allocate_or_throw(size, static_cast<std::size_t>(alignment), HB_CALLER);
}
HB_OPERATOR void* operator new[](std::size_t size, std::align_val_t alignment) {
    return allocate_or_throw(size, static_cast<std::size_t>(alignment), HB_CALLER);
}
HB_OPERATOR void operator delete(void* block) noexcept {
    if (block) give_back(block, HB_CALLER);
}
HB_OPERATOR void operator delete[](void* block) noexcept {
    if (block) give_back(block, HB_CALLER);
}
HB_OPERATOR void operator delete(void* block, std::size_t) noexcept {
    if (block) give_back(block, HB_CALLER);
}
HB_OPERATOR void operator delete[](void* block, std::size_t) noexcept {
    if (block) give_back(block, HB_CALLER);
}
HB_OPERATOR void operator delete(void* block, std::align_val_t) noexcept {
    if (block) give_back(block, HB_CALLER);
}
HB_OPERATOR void operator delete[](void* block, std::align_val_t) noexcept {
    if (block) give_back(block, HB_CALLER);
}
HB_OPERATOR void operator delete(void* block, std::size_t, std::align_val_t) noexcept {
    if (block) give_back(block, HB_CALLER);
}
HB_OPERATOR void operator delete[](void* block, std::size_t, std::align_val_t) noexcept {
    if (block) give_back(block, HB_CALLER);
}
