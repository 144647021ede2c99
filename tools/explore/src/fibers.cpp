/// The engine of choice: each thread of the program is a fiber with a stack of its own and real thread-local storage.
///
/// Thread-local storage belongs to a kernel thread: the fs register points to it. As many kernel threads as the program
/// may have threads are created once and parked for ever; a fiber borrows the fs base of one. Thus thread_local, errno
/// and the exception globals just work, while a single kernel thread executes everything.

#include <link.h>
#include <linux/futex.h>
#include <pthread.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/syscall.h>

#include <array>
#include <cstddef>
#include <cstring>
#include <vector>

#include "clocks.hpp"
#include "engine.hpp"
#include "interpose.hpp"
#include "raw_syscall.hpp"

/// Saves the callee-saved registers on the stack and the stack pointer in *save; goes on at `stack` with thread-local
/// storage `thread_storage`.
extern "C" void hb_explore_switch(void** save, void* stack, std::uintptr_t thread_storage);

asm(R"(
.text
.globl hb_explore_switch
.hidden hb_explore_switch
.type hb_explore_switch, @function
hb_explore_switch:
    pushq %rbp
    pushq %rbx
    pushq %r12
    pushq %r13
    pushq %r14
    pushq %r15
    movq %rsp, (%rdi)
    movq %rsi, %rsp
    wrfsbase %rdx
    popq %r15
    popq %r14
    popq %r13
    popq %r12
    popq %rbx
    popq %rbp
    ret
.size hb_explore_switch, .-hb_explore_switch
)");

namespace hb::explore {
namespace {

constexpr std::size_t stack_bytes = std::size_t{1} << 20;
constexpr std::size_t guard_size = std::size_t{1} << 16;  // bytes: larger than a frame that jumps over a page
constexpr std::size_t saved_registers = 6;
constexpr std::size_t parked_stack_bytes = std::size_t{1} << 16;

Real<int(pthread_t*, pthread_attr_t const*, void* (*)(void*), void*)> real_pthread_create{"pthread_create"};

/// One module's thread-local variables, as a new thread has them.
struct ThreadLocals {
    char* memory;
    std::vector<char> initial;
};

struct Fiber {
    pthread_t parked{};
    std::uintptr_t thread_storage = 0;
    std::vector<ThreadLocals> locals;
    char* stack = nullptr;  ///< above the guard
    void* stack_pointer = nullptr;
    std::uint32_t ready = 0;
};

int note_thread_locals(dl_phdr_info* info, std::size_t, void* context) {
    // The C library's own must live on: its allocator keeps a cache there.
    if (!info->dlpi_tls_data || std::strstr(info->dlpi_name, "libc.so")) return 0;
    for (auto index = 0; index < info->dlpi_phnum; ++index) {
        auto const& header = info->dlpi_phdr[index];
        if (header.p_type != PT_TLS) continue;
        auto* const memory = static_cast<char*>(info->dlpi_tls_data);
        static_cast<Fiber*>(context)->locals.push_back({memory, {memory, memory + header.p_memsz}});
    }
    return 0;
}

void* park(void* argument) {
    auto& fiber = *static_cast<Fiber*>(argument);
    asm volatile("rdfsbase %0" : "=r"(fiber.thread_storage));
    dl_iterate_phdr(note_thread_locals, &fiber);
    // Release: pairs with the acquire in make(), which then reads what was noted here.
    __atomic_store_n(&fiber.ready, 1, __ATOMIC_RELEASE);
    raw_syscall(SYS_futex, reinterpret_cast<long>(&fiber.ready), FUTEX_WAKE_PRIVATE, 1);
    for (std::uint32_t never = 0;;)
        raw_syscall(SYS_futex, reinterpret_cast<long>(&never), FUTEX_WAIT_PRIVATE, 0);
}

class Fibers final : public Engine {
public:
    bool make() {
        for (auto& fiber : fibers_) {
            auto* const memory = mmap(nullptr, guard_size + stack_bytes, PROT_READ | PROT_WRITE,
                                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
            if (memory == MAP_FAILED || mprotect(memory, guard_size, PROT_NONE) != 0) return false;
            fiber.stack = static_cast<char*>(memory) + guard_size;
            pthread_attr_t attributes;
            pthread_attr_init(&attributes);
            pthread_attr_setstacksize(&attributes, parked_stack_bytes);
            if (real_pthread_create(&fiber.parked, &attributes, park, &fiber) != 0) return false;
            // Acquire: pairs with the release in park().
            while (__atomic_load_n(&fiber.ready, __ATOMIC_ACQUIRE) == 0)
                raw_syscall(SYS_futex, reinterpret_cast<long>(&fiber.ready), FUTEX_WAIT_PRIVATE, 0);
        }
        return true;
    }

    void start(int thread, void (*entry)()) override {
        auto& fiber = at(thread);
        for (auto const& local : fiber.locals)
            std::memcpy(local.memory, local.initial.data(), local.initial.size());
        // The switch pops the registers and returns into `entry`, whose own return address is 0: there the unwinder
        // stops. The ABI wants the stack aligned to 16 where a call has not pushed the return address yet.
        auto* top = reinterpret_cast<void**>(fiber.stack + stack_bytes);
        *--top = nullptr;
        *--top = reinterpret_cast<void*>(entry);
        for (std::size_t saved = 0; saved < saved_registers; ++saved)
            *--top = nullptr;
        fiber.stack_pointer = static_cast<void*>(top);
    }

    void switch_threads(int from, int to) override {
        hb_explore_switch(&at(from).stack_pointer, at(to).stack_pointer, at(to).thread_storage);
    }

    void switch_for_good(int to) override {
        void* nobody_returns = nullptr;
        hb_explore_switch(&nobody_returns, at(to).stack_pointer, at(to).thread_storage);
        __builtin_unreachable();
    }

    void enter(int first) override {
        asm volatile("rdfsbase %0" : "=r"(explorer_storage_));
        hb_explore_switch(&explorer_stack_, at(first).stack_pointer, at(first).thread_storage);
    }

    void leave() override {
        void* nobody_returns = nullptr;
        hb_explore_switch(&nobody_returns, explorer_stack_, explorer_storage_);
        __builtin_unreachable();
    }

    [[nodiscard]] StackRange stack_of(int thread) const override {
        auto const low = reinterpret_cast<std::uintptr_t>(fibers_[static_cast<std::size_t>(thread)].stack);
        return {low, low + stack_bytes};
    }
    [[nodiscard]] std::uintptr_t guard_bytes() const override { return guard_size; }

private:
    Fiber& at(int thread) { return fibers_[static_cast<std::size_t>(thread)]; }

    std::array<Fiber, max_threads> fibers_;
    void* explorer_stack_ = nullptr;
    std::uintptr_t explorer_storage_ = 0;
};

Fibers the_fibers;

}  // namespace

Engine* make_fibers(char const*& why) {
    constexpr unsigned long fsgsbase = 2;  // HWCAP2_FSGSBASE of the kernel's asm/hwcap2.h
    if ((getauxval(AT_HWCAP2) & fsgsbase) == 0) {
        why = "this processor or kernel does not let programs set the fs base (FSGSBASE)";
        return nullptr;
    }
    if (!the_fibers.make()) {
        why = "the threads whose thread-local storage is borrowed cannot be created";
        return nullptr;
    }
    return &the_fibers;
}

}  // namespace hb::explore
