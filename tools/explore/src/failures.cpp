/// Ways in which an execution ends before its time, and the end itself.

#include "failures.hpp"

#include <cxxabi.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <typeinfo>

#include "execution.hpp"
#include "interpose.hpp"
#include "isolation.hpp"
#include "raw_syscall.hpp"
#include "trace.hpp"

namespace hb::explore {
namespace {

Real<void(int)> real_exit{"exit"};

bool overflows_stack(std::uintptr_t address) {
    auto const low = engine->stack_of(execution.running).low;
    return address < low && address >= low - engine->guard_bytes();
}

void crashed(int number, siginfo_t* info, void*) {
    if (!active()) {
        signal(number, SIG_DFL);
        raise(number);
        return;
    }
    auto const address = reinterpret_cast<std::uintptr_t>(info->si_addr);
    if (number == SIGSEGV && overflows_stack(address))
        end_execution(Ending::crashed, "stack overflow in thread %d", execution.running);
    end_execution(Ending::crashed, "%s in thread %d", sigdescr_np(number), execution.running);
}

/// Each second: did the execution get on?
void look_for_progress(int number, siginfo_t*, void*) {
    constexpr int patience = 5;  // seconds without a step: a call that blocks, or a loop without any memory access
    struct Progress {
        std::uint64_t execution, step, accesses;
        bool operator==(Progress const&) const = default;
    };
    static constinit Progress last{};
    static constinit int silent = 0;
    if (!active() || engine->pass_on(number)) return;
    Progress const now{execution.number, execution.steps, self().accesses_since_step};
    if (now != last) silent = 0;
    last = now;
    if (++silent > patience)
        end_execution(Ending::unresponsive, "thread %d blocks in something that is not modelled, or computes for long",
                      execution.running);
}

[[noreturn]] void leave_program(Ending ending) {
    execution.active = false;
    execution.ending = ending;
    if (execution.tracing) {
        trace_values_written();
        trace_unfinished();
    }
    engine->leave();
}

/// std::terminate's handler while the program runs.
[[noreturn]] void terminated() {
    auto const* const type = abi::__cxa_current_exception_type();
    if (!type) end_execution(Ending::terminated, "std::terminate in thread %d", execution.running);
    auto status = 0;
    char* const name = abi::__cxa_demangle(type->name(), nullptr, nullptr, &status);
    std::array<char, 200> copy{};
    std::snprintf(copy.data(), copy.size(), "%s", name ? name : type->name());
    std::free(name);
    end_execution(Ending::terminated, "thread %d ends by an exception of type %s", execution.running, copy.data());
}

}  // namespace

void install_failure_handlers() {
    struct sigaction action{};
    // The handler never returns: it switches to the explorer. The signal must not stay blocked.
    action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
    action.sa_sigaction = crashed;
    for (auto const number : {SIGSEGV, SIGBUS, SIGFPE, SIGILL})
        sigaction(number, &action, nullptr);
    action.sa_sigaction = look_for_progress;
    action.sa_flags |= SA_RESTART;
    sigaction(SIGALRM, &action, nullptr);
    itimerval const each_second{{1, 0}, {1, 0}};
    setitimer(ITIMER_REAL, &each_second, nullptr);
}

void begin_failures() {
    std::set_terminate(terminated);
}

void end_execution(Ending ending, char const* format, ...) {
    va_list arguments;
    va_start(arguments, format);
    std::vsnprintf(execution.text.data(), execution.text.size(), format, arguments);
    va_end(arguments);
    leave_program(ending);
}

void complete_execution() {
    execution.text.front() = '\0';
    leave_program(Ending::completed);
}

void stop_unmodelled(char const* name) {
    if (active()) end_execution(Ending::unmodelled, "%s", name);
    std::fprintf(stderr, "explore: %s is not modelled\n", name);
    raw_syscall(SYS_exit_group, 1);
    __builtin_unreachable();
}

namespace {

/// Returns where no execution is running.
void end_by_exit(char const* name, int status) {
    if (!active()) return;
    if (status == 0 && !must_return) complete_execution();
    end_execution(Ending::bad_exit, "%s(%d) in thread %d", name, status, execution.running);
}

}  // namespace

}  // namespace hb::explore

using namespace hb::explore;

HB_INTERPOSED void __assert_fail(char const* expression, char const* file, unsigned line, char const*) noexcept {
    auto const* const slash = std::strrchr(file, '/');
    auto const* const name = slash ? slash + 1 : file;
    if (active()) end_execution(Ending::assertion, "%s:%u: %s", name, line, expression);
    std::fprintf(stderr, "%s:%u: assertion failed: %s\n", name, line, expression);
    raw_syscall(SYS_exit_group, 1);
    __builtin_unreachable();
}

HB_INTERPOSED void abort() noexcept {
    if (active()) end_execution(Ending::aborted, "abort in thread %d", execution.running);
    signal(SIGABRT, SIG_DFL);
    raise(SIGABRT);
    raw_syscall(SYS_exit_group, 1);
    __builtin_unreachable();
}

HB_INTERPOSED void exit(int status) noexcept {
    end_by_exit("exit", status);
    real_exit(status);
    __builtin_unreachable();
}

HB_INTERPOSED void _Exit(int status) noexcept {
    _exit(status);
}
HB_INTERPOSED void _exit(int status) {
    end_by_exit("_exit", status);
    raw_syscall(SYS_exit_group, status);
    __builtin_unreachable();
}
