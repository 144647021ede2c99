// The rules on the raw text: directives, and words that comments, literals and splices cannot hide.

#include <catch2/catch_test_macros.hpp>

#include "observed_rules.hpp"

using namespace hb::test;

TEST_CASE("Comments and literals hide nothing and accuse nobody", "[rules]") {
    check({
        {"// asm, _exit and __tsan_init: #line 3\n/* [[gnu::weak]] \n #pragma x\n _Pragma */ int a;", ""},
        {"char const* a = \"asm _exit [[gnu::weak]] // \"; /* \" */ int b;", ""},
        {"char const* a = R\"x(\n#pragma clang\n#line 7 \"y\"\n)\" asm)x\";", ""},
        {"char a = '\"'; int b = 1'000'000; char c = '\\''; // asm", ""},
        {"char const* a = \"\\\"\"; int _Exit;", "process control:_Exit"},
        {"// one line \\\n asm\nint a;", ""},
        {"/\\\n* asm */ int a;", ""},
        {"char const* a = R\"(\\)\"; int _Exit;", "process control:_Exit"},
        {"int a; // \r int _Exit;", "process control:_Exit"},
        {"char const* a = R\"(\n# 1 \"/usr/include/stdio.h\" 3\n)\";\n[[using gnu: noipa]] int b();",
         "attribute:[[noipa]]"},
    });
}

TEST_CASE("Splices, digraphs and universal names do not hide a name", "[rules]") {
    check({
        {"int _Ex\\\nit;", "process control:_Exit"},
        {"int _Ex\\ \nit;", "process control:_Exit"},
        {"%:pragma GCC system_header\n", "pragma:#pragma GCC system_header"},
        {"#\\\npragma GCC poison x\n", "pragma:#pragma GCC poison x"},
        {"/* */ # /* */ pragma GCC poison x\n", "pragma:#pragma GCC poison x"},
        {"<:<:gnu::weak:>:> int a();", "attribute:[[gnu::weak]]"},
        {"#define JOIN(a, b) a##b\nint JOIN(_Ex, it);", "process control:_Exit"},
    });
    // Clang refuses the first and expands the second; the raw text shows both.
    CHECK(told(observe_text("int \\u005fExit;")).find("process control:_Exit") != std::string::npos);
    CHECK(told(observe_text("_Pragma(\"GCC poison x\")\n")).starts_with("pragma:_Pragma"));
}

TEST_CASE("Only headers of the common list are included", "[rules]") {
    check({
        {"#include <barrier>\n#include <cstdlib>\n#include <math.h>\n#include \"subject/guarded.hpp\"\n", ""},
        {"#include <fstream>\n", "include:#include <fstream>"},
        {"#include <csignal>\n", "include:#include <csignal>"},
        {"#include <unistd.h>\n", "include:#include <unistd.h>"},
        {"#include <sys/mman.h>\n", "include:#include <sys/mman.h>"},
        {"#include \"subject/scenario.hpp\"\n", "include:#include \"subject/scenario.hpp\""},
        {"#define WHICH <vector>\n#include WHICH\n", "include:#include WHICH"},
        {"#include_next <vector>\n", "directive:#include_next"},
    });
    hb::judge::RuleBook book;
    book.allowed_includes = {"unistd.h"};
    CHECK(told(observe_text("#include <unistd.h>\n", book)).empty());
}

TEST_CASE("Pragmas and line directives have no place but for once", "[rules]") {
    check({
        {"#pragma once\nint a;\n", ""},
        {"#pragma GCC optimize 3\n", "pragma:#pragma GCC optimize 3"},
        {"#line 12\nint a;\n", "line directive:#line 12"},
        {"# 12 \"vector\" 3\nint a;\n", "line directive:#12 vector 3"},
        {"#\nint a;\n# /* null */\n", ""},
    });
}

TEST_CASE("Words of the sanitizers are found wherever they stand", "[rules]") {
    check({
        {"#if defined(__clang__) && defined(NDEBUG)\nint a;\n#endif\n#ifdef __cpp_lib_barrier\n#endif\n", ""},
        {"#ifdef __SANITIZE_THREAD__\n#endif\n", "sanitizer:__SANITIZE_THREAD__"},
        {"#if 0\n__tsan_init();\n#endif\n", "sanitizer:__tsan_init"},
        {"#if __has_include(<barrier>)\n#endif\n", "include:__has_include"},
        {"char const* a = \"TSAN_OPTIONS\";", "sanitizer:\"TSAN_OPTIONS\""},
        {"bool sanitize(int); int tsan; struct Annotated {}; void annotate();", ""},
    });
}

TEST_CASE("Findings carry the line of the answer", "[rules]") {
    CHECK(told(observe_text("\n\n#pragma GCC x\n/*\n*/ int _exit;\n"), true) ==
          "pragma:#pragma GCC x@3; process control:_exit@5");
    CHECK(told(observe_text("#include <vector>\n#define J(a, b) a##b\n\nint J(_e, xit);\n"), true) ==
          "process control:_exit@4");
    CHECK(told(observe_text("\n\n\n#define yields(a, b) 0\n"), true) == "macro:yields@4");
}

TEST_CASE("A fence is noted, not forbidden", "[rules]") {
    auto const with =
        observe_text("#include <atomic>\ninline void a() { std::atomic_thread_fence(std::memory_order_release); }");
    CHECK(told(with).empty());
    CHECK(with.fence_used);
    CHECK_FALSE(observe_text("// atomic_thread_fence\n").fence_used);
}
