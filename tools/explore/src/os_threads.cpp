/// The second engine: each thread of the program is a kernel thread, and a baton says whose turn it is.
///
/// Slower than fibers by the kernel's switches, but it needs nothing of the processor, and a debugger sees its threads.
/// The kernel threads are kept from one execution to the next. Whoever waits where an execution was abandoned stays
/// there until it is started anew: it then leaves its stack behind, as a fiber does, and begins at the stack's top.

#include <sched.h>
#include <unistd.h>

#include <array>
#include <utility>

#include "baton.hpp"
#include "carrier.hpp"
#include "clocks.hpp"
#include "engine.hpp"
#include "raw_syscall.hpp"

namespace hb::explore {
namespace {

/// A kernel thread that takes its turn.
struct Runner {
    Baton turn;
    long kernel_id = 0;

    void note_kernel_id() { kernel_id = raw_syscall(SYS_gettid); }
};

/// One that runs a thread of the program.
struct Worker : Runner, Carrier {
    void (*entry)() = nullptr;  ///< set where it is to begin at its next turn

    /// Returns at the worker's next turn, unless it was started anew.
    void await_turn() {
        turn.await();
        if (!entry) return;
        // As a call of `entry` on an empty stack, with the return address 0: there the unwinder stops.
        asm volatile(
            "movq %%rdx, %%rsp\n\t"
            "xorl %%ebp, %%ebp\n\t"
            "pushq $0\n\t"
            "jmpq *%%rax"
            :
            : "d"(stack_top()), "a"(std::exchange(entry, nullptr))
            : "memory");
        __builtin_unreachable();
    }
};

void serve(Carrier& carrier) {
    auto& worker = static_cast<Worker&>(carrier);
    worker.note_kernel_id();
    HandlerStack handler_stack;  // here for good: what is started runs on the carrier's stack, and never returns
    handler_stack.use();
    worker.ready();
    worker.await_turn();
}

/// Threads that pass a baton never run at the same time: on one processor the kernel just switches, on two it must wake
/// the other one up, which takes twice as long. Where it is forbidden, they are slower.
void stay_on_this_processor() {
    unsigned processor = 0;
    raw_syscall(SYS_getcpu, reinterpret_cast<long>(&processor));
    cpu_set_t only;
    CPU_ZERO(&only);
    CPU_SET(processor, &only);
    raw_syscall(SYS_sched_setaffinity, 0, sizeof only, reinterpret_cast<long>(&only));
}

class OsThreads final : public Engine {
public:
    bool make() {
        stay_on_this_processor();
        explorer_.note_kernel_id();
        running_ = &explorer_;
        for (auto& worker : workers_)
            if (!worker.create(serve)) return false;
        return true;
    }

    void start(int thread, void (*entry)()) override {
        auto& worker = at(thread);
        // It waits, or is on its way from pass() to await(), and uses nothing thread-local there.
        worker.renew_locals();
        worker.entry = entry;
    }

    void switch_threads(int from, int to) override {
        hand_over(at(to));
        at(from).await_turn();
    }

    void switch_for_good(int to) override { leave_to(at(to)); }

    void enter(int first) override {
        hand_over(at(first));
        explorer_.turn.await();
    }

    void leave() override { leave_to(explorer_); }

    bool pass_on(int signal) override {
        auto const id = running_->kernel_id;
        if (raw_syscall(SYS_gettid) == id) return false;
        raw_syscall(SYS_tgkill, getpid(), id, signal);
        return true;
    }

    [[nodiscard]] StackRange stack_of(int thread) const override {
        return workers_[static_cast<std::size_t>(thread)].stack();
    }
    [[nodiscard]] std::uintptr_t guard_bytes() const override { return guard_size; }

private:
    Worker& at(int thread) { return workers_[static_cast<std::size_t>(thread)]; }

    void hand_over(Runner& next) {
        running_ = &next;
        next.turn.pass();
    }

    [[noreturn]] void leave_to(Runner& next) {
        auto& left = static_cast<Worker&>(*running_);  // the explorer never leaves
        hand_over(next);
        left.await_turn();
        __builtin_unreachable();
    }

    std::array<Worker, max_threads> workers_;
    Runner explorer_;
    Runner* running_ = nullptr;
};

constinit OsThreads the_threads;

}  // namespace

Engine* make_os_threads(char const*& why) {
    if (the_threads.make()) return &the_threads;
    why = "the kernel threads cannot be created";
    return nullptr;
}

}  // namespace hb::explore
