#include "carrier.hpp"

#include <link.h>
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>

#include <cstring>

#include "interpose.hpp"

namespace hb::explore {
namespace {

constexpr std::size_t stack_bytes = std::size_t{1} << 20;
// A kernel thread's own stack: the C library keeps the thread-local variables there, OS threads their handlers' stack.
constexpr std::size_t own_stack_bytes = std::size_t{1} << 20;

Real<int(pthread_t*, pthread_attr_t const*, void* (*)(void*), void*)> real_pthread_create{"pthread_create"};

}  // namespace

void HandlerStack::use() {
    stack_t stack{};
    stack.ss_sp = memory_.data();
    stack.ss_size = memory_.size();
    sigaltstack(&stack, nullptr);
}

bool Carrier::create(void (*body)(Carrier&)) {
    auto* const memory = mmap(nullptr, guard_size + stack_bytes, PROT_READ | PROT_WRITE,
                              MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED || mprotect(memory, guard_size, PROT_NONE) != 0) return false;
    stack_ = static_cast<char*>(memory) + guard_size;
    body_ = body;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, own_stack_bytes);
    pthread_t thread{};
    if (real_pthread_create(&thread, &attributes, run, this) != 0) return false;
    ready_.await();
    return true;
}

void* Carrier::run(void* argument) {
    auto& carrier = *static_cast<Carrier*>(argument);
    carrier.note_locals();
    carrier.body_(carrier);
    return nullptr;
}

void Carrier::note_locals() {
    auto const note = [](dl_phdr_info* info, std::size_t, void* carrier) {
        // The C library's own must live on: its allocator keeps a cache there.
        if (!info->dlpi_tls_data || std::strstr(info->dlpi_name, "libc.so")) return 0;
        for (auto index = 0; index < info->dlpi_phnum; ++index) {
            auto const& header = info->dlpi_phdr[index];
            if (header.p_type != PT_TLS) continue;
            auto* const memory = static_cast<char*>(info->dlpi_tls_data);
            static_cast<Carrier*>(carrier)->locals_.push_back({memory, {memory, memory + header.p_memsz}});
        }
        return 0;
    };
    dl_iterate_phdr(note, this);
}

void Carrier::renew_locals() const {
    for (auto const& local : locals_)
        std::memcpy(local.memory, local.initial.data(), local.initial.size());
}

char* Carrier::stack_top() const {
    return stack_ + stack_bytes;
}

StackRange Carrier::stack() const {
    return {reinterpret_cast<std::uintptr_t>(stack_), reinterpret_cast<std::uintptr_t>(stack_top())};
}

}  // namespace hb::explore
