/// The engine of choice: each thread of the program is a fiber with a stack of its own and real thread-local storage.
///
/// Thread-local storage belongs to a kernel thread: the fs register points to it. As many kernel threads as the program
/// may have threads are created once and parked for ever; a fiber borrows the fs base of one. Thus thread_local, errno
/// and the exception globals just work, while a single kernel thread executes everything.

#include <sys/auxv.h>

#include <array>
#include <cstddef>

#include "carrier.hpp"
#include "clocks.hpp"
#include "engine.hpp"

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

constexpr std::size_t saved_registers = 6;

HandlerStack handler_stack;

struct Fiber : Carrier {
    std::uintptr_t thread_storage = 0;
    void* stack_pointer = nullptr;
};

/// The kernel thread of a fiber: others use its storage.
void park(Carrier& carrier) {
    auto& fiber = static_cast<Fiber&>(carrier);
    asm volatile("rdfsbase %0" : "=r"(fiber.thread_storage));
    fiber.ready();
    Baton{}.await();
}

class Fibers final : public Engine {
public:
    bool make() {
        handler_stack.use();
        for (auto& fiber : fibers_)
            if (!fiber.create(park)) return false;
        return true;
    }

    void start(int thread, void (*entry)()) override {
        auto& fiber = at(thread);
        fiber.renew_locals();
        // The switch pops the registers and returns into `entry`, whose own return address is 0: there the unwinder
        // stops. The ABI wants the stack aligned to 16 where a call has not pushed the return address yet.
        auto* top = reinterpret_cast<void**>(fiber.stack_top());
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

    bool pass_on(int) override { return false; }

    [[nodiscard]] StackRange stack_of(int thread) const override {
        return fibers_[static_cast<std::size_t>(thread)].stack();
    }
    [[nodiscard]] std::uintptr_t guard_bytes() const override { return guard_size; }

private:
    Fiber& at(int thread) { return fibers_[static_cast<std::size_t>(thread)]; }

    std::array<Fiber, max_threads> fibers_;
    void* explorer_stack_ = nullptr;
    std::uintptr_t explorer_storage_ = 0;
};

constinit Fibers the_fibers;

}  // namespace

Engine* make_fibers(char const*& why) {
    constexpr unsigned long fsgsbase = 2;  // HWCAP2_FSGSBASE of the kernel's asm/hwcap2.h
    if ((getauxval(AT_HWCAP2) & fsgsbase) == 0) {
        why = "fibers need FSGSBASE, which this machine does not offer";
        return nullptr;
    }
    if (!the_fibers.make()) {
        why = "the threads whose thread-local storage is borrowed cannot be created";
        return nullptr;
    }
    return &the_fibers;
}

}  // namespace hb::explore
