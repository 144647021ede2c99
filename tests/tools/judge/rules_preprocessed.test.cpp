// The rules on the preprocessed text: one program in all flavours, no macros left behind.

#include <catch2/catch_test_macros.hpp>

#include "observed_rules.hpp"

using namespace hb::test;

namespace {

bool has_fma() {
#if defined(__x86_64__)
    return __builtin_cpu_supports("fma") != 0;
#else
    return false;
#endif
}

}  // namespace

TEST_CASE("An answer is the same program with and without ThreadSanitizer", "[rules]") {
    check({
        {"#include <cassert>\n#include <climits>\n#ifdef __OPTIMIZE__\nint a = INT_MAX;\n#endif\nchar b[] = "
         "__TIME__;",
         ""},
        {"inline int a(int b) { return __LINE__ + b; }\n#ifndef NDEBUG\nint c;\n#else\nint d;\n#endif\n", ""},
    });
}

TEST_CASE("An answer does not tell the flavours apart by their macros", "[rules]") {
    CHECK(told(observe_text("#ifdef __NO_INLINE__\nint a;\n#endif\n")) == "flavour:int");
    CHECK(told(observe_text("#if defined(__x86_64__) || defined(__aarch64__)\nint a;\n#endif\n")).empty());
    // On a processor that has no more than every one of its kind, -march=native defines no such macro.
    CHECK(told(observe_text("#ifdef __FMA__\nint b;\n#endif\n")) == (has_fma() ? "flavour:int" : ""));
}

TEST_CASE("Macros that stay behind must not change our code", "[rules]") {
    check({
        {"#ifndef ANSWER_HPP\n#define ANSWER_HPP\n#define TWICE(x) ((x) + (x))\nint const a = TWICE(2);\n#endif\n", ""},
        {"#define yields(a, b) 0\n", "macro:yields"},
        {"#define yields(a, b) 0\n#undef yields\n", ""},
        {"#define integer text\n", "macro:integer"},
        {"#define return throw\n#undef return\n", "macro:return"},
        {"#ifdef NEVER\n#define yields(a, b) 0\n#endif\n#undef NDEBUG\n", ""},
    });
}

TEST_CASE("A file that does not preprocess is trouble, and its text is still read", "[rules]") {
    auto const evidence = observe_text("#if 1\nint _exit;\n");
    CHECK(evidence.trouble.find("error:") != std::string::npos);
    REQUIRE_FALSE(evidence.findings.empty());
    CHECK(evidence.findings.front().text == "_exit");
}
