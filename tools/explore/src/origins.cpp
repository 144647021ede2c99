#include "origins.hpp"

#include <link.h>

#include <algorithm>
#include <array>
#include <vector>

namespace hb::explore {
namespace {

struct Frame {
    std::uintptr_t function;
    std::uintptr_t base;
};

struct Storage {
    std::uintptr_t begin = 0;
    std::uintptr_t end = 0;
};

struct ThreadOrigins {
    std::vector<Frame> frames;  ///< innermost last
    Storage locals;             ///< the executable's
};

std::array<ThreadOrigins, max_threads> of_threads;
std::vector<Block> blocks;  ///< by address
constinit std::size_t blocks_before_main = 0;

/// The executable's thread-local storage of the running thread.
int note_locals(dl_phdr_info* info, std::size_t, void* found) {
    for (auto index = 0; index < info->dlpi_phnum; ++index) {
        if (info->dlpi_phdr[index].p_type != PT_TLS || !info->dlpi_tls_data) continue;
        auto const begin = reinterpret_cast<std::uintptr_t>(info->dlpi_tls_data);
        *static_cast<Storage*>(found) = {begin, begin + info->dlpi_phdr[index].p_memsz};
    }
    return 1;  // the first object is the executable; no further ones
}

ThreadOrigins& of(int thread) {
    return of_threads[static_cast<std::size_t>(thread)];
}

/// The innermost frame whose base is not below: the address lies between it and the next one.
Home home_on_stack(int thread, std::uintptr_t address) {
    auto const& frames = of(thread).frames;
    auto const frame =
        std::find_if(frames.rbegin(), frames.rend(), [=](Frame const& one) { return one.base > address; });
    if (frame == frames.rend()) return {};
    return {Home::Kind::frame, thread, frame->function, static_cast<std::intptr_t>(address - frame->base)};
}

}  // namespace

Stack stack_of(Thread const& thread) {
    Stack stack{};
    for (std::size_t index = 0; index < stack.size(); ++index)
        stack[index] = thread.calls.frame(index);
    return stack;
}

void begin_origins() {
    for (auto& thread : of_threads) {
        thread.frames.clear();
        thread.locals = {};
    }
    blocks.resize(blocks_before_main);
}

void enter_frame(std::uintptr_t function, std::uintptr_t base) {
    auto& thread = of(execution.running);
    if (thread.frames.empty()) dl_iterate_phdr(note_locals, &thread.locals);
    thread.frames.push_back({function, base});
}

void leave_frame() {
    auto& frames = of(execution.running).frames;
    if (!frames.empty()) frames.pop_back();
}

void note_block(std::uintptr_t begin, std::uintptr_t size, std::uintptr_t pc) {
    blocks.push_back({begin, size, pc, active() ? stack_of(self()) : Stack{}});
    if (!active()) blocks_before_main = blocks.size();
}

Home home_of(std::uintptr_t address) {
    for (int thread = 0; thread < execution.started; ++thread) {
        auto const stack = engine->stack_of(thread);
        if (address >= stack.low && address < stack.high) return home_on_stack(thread, address);
        auto const& locals = of(thread).locals;
        if (address >= locals.begin && address < locals.end)
            return {Home::Kind::thread_local_storage, thread, 0, static_cast<std::intptr_t>(address - locals.begin)};
    }
    return {};
}

Block const* block_at(std::uintptr_t address) {
    auto const after = std::upper_bound(blocks.begin(), blocks.end(), address,
                                        [](std::uintptr_t at, Block const& block) { return at < block.begin; });
    if (after == blocks.begin()) return nullptr;
    auto const& block = *(after - 1);
    return address < block.begin + block.size ? &block : nullptr;
}

}  // namespace hb::explore
