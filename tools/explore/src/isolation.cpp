#include "isolation.hpp"

#include <fcntl.h>
#include <link.h>
#include <stdio_ext.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <string_view>
#include <vector>

namespace hb::explore {
namespace {

struct Region {
    char* memory;
    std::vector<char> copy;
};

std::vector<Region> regions;
constinit std::uintptr_t load_address = 0;
constinit std::uintptr_t program_low = 0;
constinit std::uintptr_t program_high = 0;
constinit int output_file = -1;
constinit char* output_begin = nullptr;  ///< of what that file holds

// At its beginning until something is printed: whether that was so is then seen without a system call, which an
// execution of three microseconds would feel. No text begins like this: it is not UTF-8.
constexpr std::string_view nothing_printed{"\xff\xfd\xfb\xf9\xf8\xfa\xfc\xfe"};

constexpr std::uintptr_t page = 4096;  // bytes: RELRO ends at a page

int note_program(dl_phdr_info* info, std::size_t, void*) {
    load_address = info->dlpi_addr;
    program_low = ~std::uintptr_t{0};
    // The linker writes to RELRO once, and it is read-only since: it cannot change, and cannot be restored.
    std::uintptr_t read_only_end = 0;
    auto const headers = std::vector<ElfW(Phdr)>(info->dlpi_phdr, info->dlpi_phdr + info->dlpi_phnum);
    for (auto const& header : headers)
        if (header.p_type == PT_GNU_RELRO)
            read_only_end = (load_address + header.p_vaddr + header.p_memsz) & ~(page - 1);
    for (auto const& header : headers) {
        if (header.p_type != PT_LOAD) continue;
        auto low = load_address + header.p_vaddr;
        auto const high = low + header.p_memsz;
        program_low = std::min(program_low, low);
        program_high = std::max(program_high, high);
        if ((header.p_flags & PF_W) == 0) continue;
        if (low < read_only_end) low = std::min(high, read_only_end);
        if (low < high) regions.push_back({reinterpret_cast<char*>(low), {}});
        if (low < high) regions.back().copy.resize(high - low);
    }
    return 1;  // the first object is the executable; no further ones
}

bool anything_printed() {
    return std::memcmp(output_begin, nothing_printed.data(), nothing_printed.size()) != 0;
}

/// What is left of an old text lies behind where the next one ends.
void empty_output() {
    lseek(output_file, 0, SEEK_SET);
    std::copy(nothing_printed.begin(), nothing_printed.end(), output_begin);
}

}  // namespace

void find_program() {
    dl_iterate_phdr(note_program, nullptr);
}

void take_snapshot() {
    for (auto& region : regions)
        std::memcpy(region.copy.data(), region.memory, region.copy.size());
}

void restore_snapshot() {
    for (auto const& region : regions)
        std::memcpy(region.memory, region.copy.data(), region.copy.size());
}

bool in_program(std::uintptr_t address) {
    return address >= program_low && address < program_high;
}
std::uintptr_t program_offset(std::uintptr_t address) {
    return address - load_address;
}
std::uintptr_t program_address(std::uintptr_t offset) {
    return offset + load_address;
}

void catch_output() {
    std::fflush(stdout);
    output_file = memfd_create("output", 0);
    if (output_file < 0 || ftruncate(output_file, page) != 0) std::abort();
    output_begin = static_cast<char*>(mmap(nullptr, page, PROT_READ | PROT_WRITE, MAP_SHARED, output_file, 0));
    if (output_begin == MAP_FAILED) std::abort();
    empty_output();
    dup2(output_file, STDOUT_FILENO);
    auto const nowhere = open("/dev/null", O_WRONLY);
    if (nowhere >= 0) {
        dup2(nowhere, STDERR_FILENO);
        close(nowhere);
    }
    // Fully buffered, so that an execution that prints little makes no system call for it.
    static std::array<char, 65536> buffer;
    std::setvbuf(stdout, buffer.data(), _IOFBF, buffer.size());
}

void take_output(std::string& output) {
    constexpr std::size_t most = 2000;  // bytes: two outcomes that differ only later count as one
    output.clear();
    if (__fpending(stdout) > 0) std::fflush(stdout);
    if (!anything_printed()) return;
    auto const size = static_cast<std::size_t>(lseek(output_file, 0, SEEK_CUR));
    output.assign(output_begin, std::min(size, most));
    empty_output();
}

}  // namespace hb::explore
