#include "library_calls.hpp"

#include <algorithm>
#include <array>

namespace hb::tsan {
namespace {

constexpr unsigned first = 1;
constexpr unsigned second = 2;
constexpr unsigned both = first | second;
constexpr unsigned all = ~0U;
constexpr unsigned from_second = all & ~first;
constexpr unsigned from_third = all & ~both;

/// A function, and the arguments that point to what it writes and reads.
struct Call {
    std::string_view name;
    unsigned written = 0;
    unsigned read = 0;
};

constexpr auto memory_calls = std::to_array<Call>({
    {"memcpy", first, second},
    {"memmove", first, second},
    {"mempcpy", first, second},
    {"memset", first, 0},
    {"bzero", first, 0},
    {"memcmp", 0, both},
    {"bcmp", 0, both},
    {"memchr", 0, first},
    {"memrchr", 0, first},
    {"strcpy", first, second},
    {"stpcpy", first, second},
    {"strncpy", first, second},
    {"strcat", first, both},
    {"strncat", first, both},
    {"strlen", 0, first},
    {"strnlen", 0, first},
    {"strcmp", 0, both},
    {"strncmp", 0, both},
    {"strcasecmp", 0, both},
    {"strncasecmp", 0, both},
    {"strstr", 0, both},
    {"strspn", 0, both},
    {"strcspn", 0, both},
    {"strpbrk", 0, both},
    {"strchr", 0, first},
    {"strrchr", 0, first},
    {"strdup", 0, first},
    {"strndup", 0, first},
    {"strtok", first, both},
    {"atoi", 0, first},
    {"atol", 0, first},
    {"atof", 0, first},
    {"strtol", second, first},
    {"strtoul", second, first},
    {"strtod", second, first},
    {"strtoll", second, first},
    {"strtoull", second, first},
    {"localtime", 0, first},
    {"gmtime", 0, first},
    {"ctime", 0, first},
    {"mktime", first, first},
    {"time", first, 0},
    {"snprintf", first, from_third},
    {"sprintf", first, from_second},
    {"printf", 0, all},
    {"fprintf", 0, from_second},
    {"puts", 0, first},
    {"fputs", 0, first},
    {"fgets", first, 0},
    {"fread", first, 0},
    {"fwrite", 0, first},
    {"read", second, 0},
    {"pread", second, 0},
    {"recv", second, 0},
    {"write", 0, second},
    {"pwrite", 0, second},
    {"send", 0, second},
});

constexpr auto other_calls = std::to_array<std::string_view>(
    {"open",       "open64",    "openat",  "creat",    "close",       "dup",       "dup2",         "dup3",
     "pipe",       "pipe2",     "socket",  "accept",   "accept4",     "connect",   "bind",         "listen",
     "fopen",      "fopen64",   "fdopen",  "freopen",  "fclose",      "fflush",    "epoll_create", "epoll_ctl",
     "epoll_wait", "poll",      "eventfd", "sendmsg",  "recvmsg",     "readv",     "writev",       "sendto",
     "recvfrom",   "malloc",    "calloc",  "realloc",  "free",        "sem_post",  "sem_wait",     "sem_destroy",
     "sem_init",   "vsnprintf", "vprintf", "vfprintf", "localtime_r", "gmtime_r",  "strftime",     "getline",
     "scanf",      "sscanf",    "fscanf",  "getenv",   "setenv",      "nanosleep", "sleep",        "usleep",
     "exit",       "_exit",     "abort",   "raise",    "kill"});

/// What a compiler makes of calls whose arguments it knows.
struct Replacement {
    std::string_view called;
    std::string_view spelled;
};
constexpr auto replacements = std::to_array<Replacement>({
    {"pthread_cond_signal", "notify_one"},
    {"pthread_cond_broadcast", "notify_all"},
    {"pthread_cond_wait", "wait"},
    {"memcpy", "strcpy"},
    {"memcpy", "stpcpy"},
    {"memcpy", "strncpy"},
    {"memcpy", "strcat"},
    {"memcpy", "sprintf"},
    {"memcpy", "snprintf"},
    {"memcpy", "mempcpy"},
    {"memcpy", "memmove"},
    {"memmove", "memcpy"},
    {"strlen", "strcat"},
    {"strcpy", "sprintf"},
    {"memset", "bzero"},
    {"bcmp", "memcmp"},
    {"bcmp", "strcmp"},
    {"bcmp", "strncmp"},
    {"memcmp", "strcmp"},
    {"memcmp", "strncmp"},
    {"memchr", "strchr"},
    {"puts", "printf"},
    {"fwrite", "fprintf"},
    {"fwrite", "fputs"},
});

[[nodiscard]] bool calls(Tokens const& tokens, std::string_view function) {
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        if (is_word(tokens, at, function) && is_sign(tokens, at + 1, "(")) return true;
    }
    return false;
}

}  // namespace

bool is_library_call(std::string_view function) {
    return std::ranges::find(memory_calls, function, &Call::name) != memory_calls.end() ||
           std::ranges::find(other_calls, function) != other_calls.end();
}

bool closes_descriptor(std::string_view function) {
    return function == "close" || function == "fclose";
}

unsigned arguments_accessed(std::string_view function, bool write) {
    auto const* const call = std::ranges::find(memory_calls, function, &Call::name);
    if (call == memory_calls.end()) return 0;
    return write ? call->written : call->read;
}

std::string_view spelled_in(Tokens const& tokens, std::string_view function) {
    if (calls(tokens, function)) return function;
    std::string_view found;
    for (auto const& [called, spelled] : replacements) {
        if (called != function || !calls(tokens, spelled)) continue;
        if (!found.empty()) return function;
        found = spelled;
    }
    return found.empty() ? function : found;
}

}  // namespace hb::tsan
