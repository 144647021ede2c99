#include "rules_words.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>
#include <unordered_set>

namespace hb::judge {
namespace {

using Words = std::unordered_set<std::string_view>;

bool starts_with_one_of(std::string_view text, std::initializer_list<std::string_view> beginnings) {
    return std::any_of(beginnings.begin(), beginnings.end(),
                       [text](std::string_view beginning) { return text.starts_with(beginning); });
}

std::string_view without_underscores(std::string_view word) {
    while (word.starts_with('_'))
        word.remove_prefix(1);
    while (word.ends_with('_'))
        word.remove_suffix(1);
    return word;
}

constexpr BannedWord sanitizer{
    "sanitizer", "This speaks to ThreadSanitizer; an answer has to be right whether or not somebody watches it."};
constexpr BannedWord assembler{"assembler", "Assembler code is invisible to every tool here; write it in C++."};
constexpr BannedWord pragma{
    "pragma", "Pragmas change how the compiler or the tools read the code; answers use none but #pragma once."};
constexpr BannedWord process{
    "process control", "This ends, replaces or reaches around the process that is being judged; no exercise needs it."};
constexpr BannedWord builtin{
    "builtin", "This builtin goes past the language and its memory model, where no tool can follow; write it in C++."};

constexpr BannedWord asking{
    "include", "An answer includes what it needs; it does not ask what there is, and is the same program everywhere."};
constexpr BannedWord wide_type{"type",
                               "ThreadSanitizer cannot watch a floating-point number wider than a double; use double."};

bool is_sanitizer_word(std::string_view word) {
    static Words const words{"__has_feature",
                             "__has_extension",
                             "TSAN_OPTIONS",
                             "no_sanitize",
                             "disable_sanitizer_instrumentation",
                             "RunningOnValgrind",
                             "WTFAnnotateHappensBefore",
                             "WTFAnnotateHappensAfter"};
    auto const bare = without_underscores(word);
    if (words.contains(word) || words.contains(bare)) return true;
    // The older names of the annotations: google-perftools' dynamic_annotations.h, which TSan still obeys.
    return starts_with_one_of(bare, {"no_sanitize", "thread_sanitizer", "address_sanitizer", "memory_sanitizer"}) ||
           starts_with_one_of(word, {"__SANITIZE_",        "__tsan",
                                     "__sanitizer",        "__asan_",
                                     "__ubsan_",           "__interceptor",
                                     "___interceptor",     "__interception",
                                     "AnnotateIgnore",     "AnnotateHappens",
                                     "AnnotateBenignRace", "AnnotateRWLock",
                                     "AnnotateMutex",      "AnnotateCondVar",
                                     "AnnotateNewMemory",  "AnnotateFlushState",
                                     "AnnotateEnableRace", "AnnotateExpectRace",
                                     "AnnotatePublish",    "AnnotateUnpublish",
                                     "AnnotateNoOp",       "AnnotateTraceMemory",
                                     "AnnotateThreadName", "AnnotateMemoryIs"});
}

bool is_process_word(std::string_view word) {
    // syscall is here because libstdc++'s own atomic wait calls it: its symbol proves nothing.
    static Words const words{"_exit",         "_Exit",          "quick_exit",
                             "at_quick_exit", "vfork",          "execl",
                             "execle",        "execlp",         "execv",
                             "execve",        "execvp",         "execvpe",
                             "fexecve",       "posix_spawn",    "posix_spawnp",
                             "setenv",        "unsetenv",       "putenv",
                             "clearenv",      "secure_getenv",  "dlopen",
                             "dlsym",         "dlvsym",         "dlmopen",
                             "ptrace",        "prctl",          "sigaction",
                             "pthread_kill",  "pthread_atfork", "pthread_sigmask",
                             "sigprocmask",   "mprotect",       "process_vm_writev",
                             "syscall"};
    // The insides of a FILE: with another descriptor, printing reaches the judge's channels.
    return words.contains(word) || word == "_fileno" || word.starts_with("_IO_");
}

bool is_banned_builtin(std::string_view word) {
    if (!word.starts_with("__builtin_")) return false;
    word.remove_prefix(std::string_view{"__builtin_"}.size());
    static Words const words{"trap", "debugtrap", "verbose_trap", "longjmp", "setjmp", "frame_address",
                             "return_address", "thread_pointer", "eh_return", "unwind_init", "apply", "apply_args",
                             "extract_return_addr", "set_thread_pointer",
                             // These answer what the optimiser knows, and so which flavour it is that runs.
                             "constant_p", "object_size", "dynamic_object_size", "is_constant_evaluated"};
    // Most vendor builtins are single instructions, which ThreadSanitizer does not instrument; a pause touches no
    // memory.
    return words.contains(word) ||
           (starts_with_one_of(word, {"ia32_", "arm_", "neon_", "sve_", "aarch64_", "riscv_"}) &&
            word != "ia32_pause" && word != "arm_yield" && word != "arm_isb");
}

}  // namespace

std::optional<BannedWord> banned_word(std::string_view identifier) {
    if (identifier == "asm" || identifier == "__asm" || identifier == "__asm__") return assembler;
    if (identifier == "_Pragma" || identifier == "__pragma") return pragma;
    if (identifier == "__has_include" || identifier == "__has_include_next" || identifier == "__has_embed")
        return asking;
    if (identifier == "_Float128" || identifier == "__float128" || identifier == "_Float64x") return wide_type;
    if (is_sanitizer_word(identifier)) return sanitizer;
    if (is_process_word(identifier)) return process;
    if (is_banned_builtin(identifier)) return builtin;
    return std::nullopt;
}

std::optional<BannedWord> banned_string(std::string_view text) {
    for (std::string_view const word : {"TSAN_OPTIONS", "__tsan_", "__sanitizer_"}) {
        if (text.find(word) != std::string_view::npos) return sanitizer;
    }
    return std::nullopt;
}

bool is_harmless_in_std(std::string_view identifier) {
    return identifier == "exchange";
}

bool is_common_header(std::string_view header) {
    // The headers of C++20 (and 23) but those of files, of streams in memory (rules_symbols.cpp says why), signals and
    // long jumps; <cstdlib> stays, for std::abs and malloc.
    static Words const headers{
        "algorithm", "any", "array", "atomic", "barrier", "bit", "bitset", "cassert", "cctype", "cerrno", "cfloat",
        "charconv", "chrono", "cinttypes", "climits", "clocale", "cmath", "compare", "complex", "concepts",
        "condition_variable", "coroutine", "cstdarg", "cstddef", "cstdint", "cstdio", "cstdlib", "cstring", "ctime",
        "cuchar", "cwchar", "cwctype", "deque", "exception", "execution", "expected", "flat_map", "flat_set", "format",
        "forward_list", "functional", "future", "generator", "initializer_list", "iomanip", "ios", "iosfwd", "iostream",
        "iterator", "latch", "limits", "list", "locale", "map", "mdspan", "memory", "memory_resource", "mutex", "new",
        "numbers", "numeric", "optional", "ostream", "print", "queue", "random", "ranges", "ratio", "regex",
        "scoped_allocator", "semaphore", "set", "shared_mutex", "source_location", "span", "stack", "stdexcept",
        "stop_token", "string", "string_view", "system_error", "thread", "tuple", "type_traits", "typeindex",
        "typeinfo", "unordered_map", "unordered_set", "utility", "valarray", "variant", "vector", "version",
        // C's names of the same
        "assert.h", "complex.h", "ctype.h", "errno.h", "float.h", "inttypes.h", "limits.h", "locale.h", "math.h",
        "stdalign.h", "stdarg.h", "stdatomic.h", "stdbool.h", "stddef.h", "stdint.h", "stdio.h", "stdlib.h", "string.h",
        "tgmath.h", "time.h", "uchar.h", "wchar.h", "wctype.h",
        // for _mm_pause, without which a spin lock is not what it should be; the other intrinsics are a rule of their
        // own
        "immintrin.h", "emmintrin.h", "xmmintrin.h", "x86intrin.h",
        // the harness's mutex with annotations
        "guarded.hpp", "subject/guarded.hpp"};
    return headers.contains(header);
}

bool is_common_attribute(std::string_view attribute) {
    static Words const standard{"nodiscard",   "maybe_unused",      "likely",     "unlikely", "noreturn",
                                "fallthrough", "no_unique_address", "deprecated", "assume",   "carries_dependency"};
    // Harmless for the tools; and those of Clang's thread-safety analysis, which guarded.hpp uses.
    static Words const vendor{"noinline",
                              "always_inline",
                              "hot",
                              "cold",
                              "aligned",
                              "packed",
                              "unused",
                              "may_alias",
                              "nonnull",
                              "returns_nonnull",
                              "warn_unused_result",
                              "unroll",
                              "format",
                              "capability",
                              "lockable",
                              "scoped_lockable",
                              "guarded_by",
                              "pt_guarded_by",
                              "acquired_after",
                              "acquired_before",
                              "requires_capability",
                              "requires_shared_capability",
                              "exclusive_locks_required",
                              "shared_locks_required",
                              "acquire_capability",
                              "acquire_shared_capability",
                              "release_capability",
                              "release_shared_capability",
                              "release_generic_capability",
                              "try_acquire_capability",
                              "try_acquire_shared_capability",
                              "locks_excluded",
                              "assert_capability",
                              "assert_shared_capability",
                              "lock_returned"};
    auto const colons = attribute.find("::");
    if (colons == std::string_view::npos) return standard.contains(without_underscores(attribute));
    auto const space = without_underscores(attribute.substr(0, colons));
    auto const name = without_underscores(attribute.substr(colons + 2));
    return (space == "gnu" || space == "clang" || space == "_Clang") &&
           (vendor.contains(name) || standard.contains(name));
}

bool is_keyword(std::string_view identifier) {
    static Words const keywords{
        "alignas",     "alignof",   "and",        "and_eq",    "asm",      "auto",         "bitand",
        "bitor",       "bool",      "break",      "case",      "catch",    "char",         "char8_t",
        "char16_t",    "char32_t",  "class",      "compl",     "concept",  "const",        "consteval",
        "constexpr",   "constinit", "const_cast", "continue",  "co_await", "co_return",    "co_yield",
        "decltype",    "default",   "delete",     "do",        "double",   "dynamic_cast", "else",
        "enum",        "explicit",  "export",     "extern",    "false",    "float",        "for",
        "friend",      "goto",      "if",         "inline",    "int",      "long",         "mutable",
        "namespace",   "new",       "noexcept",   "not",       "not_eq",   "nullptr",      "operator",
        "or",          "or_eq",     "private",    "protected", "public",   "register",     "reinterpret_cast",
        "requires",    "return",    "short",      "signed",    "sizeof",   "static",       "static_assert",
        "static_cast", "struct",    "switch",     "template",  "this",     "thread_local", "throw",
        "true",        "try",       "typedef",    "typeid",    "typename", "union",        "unsigned",
        "using",       "virtual",   "void",       "volatile",  "wchar_t",  "while",        "xor",
        "xor_eq",      "final",     "override"};
    return keywords.contains(identifier);
}

}  // namespace hb::judge
