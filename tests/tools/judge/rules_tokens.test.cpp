// The rules on tokens, before the preprocessor and after it: names, attributes, types, what is added to std.

#include <catch2/catch_test_macros.hpp>

#include "observed_rules.hpp"

using namespace hb::test;

TEST_CASE("Attributes are those of the standard, and harmless ones", "[rules]") {
    check({
        {"[[nodiscard]] int a(); [[noreturn]] void b(); struct C { [[no_unique_address]] int d; };", ""},
        {"[[nodiscard(\"it [[is]] the result\")]] int a(); int b([[maybe_unused]] int c);", ""},
        {"[[gnu::noinline]] int a(); __attribute__((always_inline)) inline int b() { return 1; }", ""},
        {"#define NOINLINE [[gnu::noinline]]\n#define WITH(x) __attribute__((x))\nNOINLINE int a(); WITH(cold) int "
         "b();",
         ""},
        {"inline int a(int const* b) { int const c[1] = {0}; return b[c[0]]; }", ""},
        {"[[gnu::weak]] int a();", "attribute:[[gnu::weak]]"},
        {"[[nodiscard, gnu::constructor(101)]] int a();", "attribute:[[gnu::constructor]]"},
        {"__attribute__((unused, alias(\"b\"))) int a();", "attribute:__attribute__((alias))"},
        {"#define WITH(x) __attribute__((x))\nWITH(weak) int b();", "attribute:__attribute__((weak))"},
    });
}

TEST_CASE("Names of the language that reach past it are found", "[rules]") {
    check({
        {"inline void a() { asm(\"\"); }", "assembler:asm"},
        {"inline void a() { __asm__(\"\"); }", "assembler:__asm__"},
        {"extern \"C\" int a();", "language linkage:extern \"C\""},
        {"extern \"C++\" int a(); extern int b;", ""},
        {"inline void a() { __builtin_trap(); }", "builtin:__builtin_trap"},
        {"inline int a(int b) { return __builtin_popcount(static_cast<unsigned>(b)); }", ""},
        {"namespace hb { int a; }", "namespace:namespace hb"},
        {"namespace my { namespace inner::hb { int a; } } using namespace my;", ""},
        {"namespace h = hb;", "namespace:namespace h = hb"},
        {"using namespace hb; subject::Values a;", "namespace:using namespace hb"},
        {"namespace [[deprecated]] hb { int a; }", "namespace:namespace hb"},
        {"namespace __attribute__((unused)) hb { int a; }", "namespace:namespace hb"},
        {"namespace [[deprecated]] my { int hb; } namespace m = my;", ""},
        {"namespace s = subject; s::Values a;", "namespace:namespace s = subject"},
        {"hb::Answer a;", "namespace:hb::Answer"},
        {"hb::Mutex a; using hb::MutexLock; ::hb::Mutex b;", ""},
        {"inline ::hb::subject::Values const a;", "namespace:hb::subject"},
        {"struct subject { static int a; }; int b = subject::a;", ""},
        {"inline bool a(int b) { return __builtin_constant_p(b); }", "builtin:__builtin_constant_p"},
        {"#include <type_traits>\nconstexpr int a() { return std::is_constant_evaluated() ? 1 : 2; }", ""},
        {"inline void on_exit(); struct Crew { int on_exit; };", ""},
        {"int volatile a; union U { int b; float c; };", ""},
    });
}

TEST_CASE("std gets nothing but specialisations for types of the answer's own", "[rules]") {
    check({
        {"namespace std { int a; }", "namespace:namespace std"},
        {"namespace [[gnu::unused]] std { int a; }", "namespace:namespace std"},
        {"struct M {}; namespace std { template <> struct hash<M> { int a() { return 0; } }; inline void b() {} }",
         "namespace:namespace std"},
        {"struct M {}; namespace std { template <> struct hash<M> {}; template <> inline void swap(M&, M&) {} }", ""},
        {"template <class T> struct M {}; namespace std { template <class T> requires requires(T t) { t.a; } "
         "struct hash<M<T>> {}; }",
         ""},
        {"namespace std { template <> class vector<thread> {}; }", "namespace:vector<thread>"},
        {"template <> class std::vector<std::thread> {};", "namespace:std::vector<std::thread>"},
        {"struct thread {}; template <> class std::vector<std::thread> {};", "namespace:std::vector<std::thread>"},
        {"template <> inline constexpr bool std::is_same_v<int, long> = true;", "namespace:std::is_same_v<int,long>"},
        {"using T = std::thread; template <> class std::vector<T> {};", "namespace:std::vector<T>"},
        {"enum class K { a }; using Key = K; template <> struct std::hash<Key> {};", ""},
        {"struct alignas(8) Outer { struct Key {}; }; template <> struct std::hash<Outer::Key> {};", ""},
        {"struct M final {}; template <> inline constexpr bool std::ranges::enable_view<M> = true;", ""},
    });
}

TEST_CASE("Templates that only use std specialise nothing of it", "[rules]") {
    check({
        {"template <class T> std::vector<T> all(); template <> std::vector<int> all<int>() { return {}; }", ""},
        {"template <class T> struct My { std::vector<T> all(); template <class U> operator std::vector<U>() const; "
         "template <class U> friend class std::vector; };",
         ""},
        {"template <class T> std::vector<T> My<T>::all() { return {}; } template <class T> std::vector<T> none{};", ""},
        {"template <class T> requires std::integral<T> auto a(T b) -> std::vector<T>; template <std::integral T> "
         "std::ostream& operator<<(std::ostream&, T);",
         ""},
        {"template <template <class> class C = std::vector, class T = int> class D : std::vector<T> {};", ""},
        {"inline void a(auto b) { b.template c<std::vector<int>>(1 < 2); } template class std::vector<long>;", ""},
    });
}

TEST_CASE("Types that ThreadSanitizer cannot watch are found", "[rules]") {
    check({
        {"static long double a;", "type:long double"},
        {"double static long a;", "type:long double"},
        {"auto a = 1.5L;", "type:long double"},
        {"__float128 a;", "type:__float128"},
        {"using T = long __attribute__((vector_size(32)));", "attribute:__attribute__((vector_size))"},
        {"__m256i a;", "builtin:__m256i"},
        {"_BitInt(200) a;", "type:_BitInt"},
        {"struct A { long b : 40; char c[3]; };", "type:b : 40"},
        {"constexpr int w = 3; struct A { void f() { b = b ? 1 : 2; } long b : w; };", "type:b : w"},
        {"struct A { void f() { g(); } long b : (40); char c[3]; };", "type:b : ("},
        {"constexpr int w = 40; struct A { long b : w, c : w = 0; };", "type:b : w; type:c : w"},
        {"constexpr int w = 39; struct A { long b : w + 1; };", "type:b : w"},
        {"int a(int b) { int const c = 4; switch (b) { case c: return 5; default: return b ? c : 6; } }", ""},
        {"int a(bool b, int c) { again: c; if (b) goto again; auto d = b ? int{1} + c : 2; for (int e : {1}) d = b ? c "
         ": e; "
         "return d; }",
         ""},
        {"struct A : B { A() : B(1), c{2} {} int c; }; class D : A {}; enum E : int { f = 1 };", ""},
        {"void a(long, double); long b = 1; double c = 2.5; long d = 0x1eL; long long_double = 1L;", ""},
    });
}

TEST_CASE("An exercise forbids names of its own", "[rules]") {
    hb::judge::RuleBook book;
    book.forbidden = {"mutex"};
    CHECK(told(observe_text("#include <mutex>\n// no mutex here\nint shared_mutex;", book)).empty());
    CHECK(told(observe_text("#include <mutex>\n\nstd::mutex m;", book), true) == "forbidden word:mutex@3");

    book.forbidden = {"std::mutex"};
    CHECK(told(observe_text("#include <mutex>\nusing std::mutex;\nnamespace s = std;\ns::mutex m;", book), true) ==
          "forbidden word:std::mutex@2");
    CHECK(told(observe_text("#include <mutex>\nusing namespace std;\nmutex m;", book), true) ==
          "forbidden word:std::mutex@3");
    CHECK(told(observe_text("#include \"subject/guarded.hpp\"\nstruct A { hb::Mutex mutex; };", book)).empty());

    book.forbidden = {"exchange"};
    CHECK(told(observe_text("int a(int& b) { return std::exchange(b, 0); }", book)).empty());
    for (char const* text : {"int a = b.exchange(1);", "int a = b->exchange(1);", "auto a = &B::exchange;"}) {
        CHECK(told(observe_text(text, book)) == "forbidden word:exchange");
    }
}

TEST_CASE("An exercise asks for names of its own, in code", "[rules]") {
    hb::judge::RuleBook book;
    book.required = {"Mutex", "HB_GUARDED_BY"};
    for (char const* text : {"#include \"subject/guarded.hpp\"\nhb::Mutex m; int a HB_GUARDED_BY(m);",
                             "#include \"subject/guarded.hpp\"\n#define GUARDED HB_GUARDED_BY(m)\nhb::Mutex m; int a "
                             "GUARDED;"}) {
        CHECK(told(observe_text(text, book)).empty());
    }
    CHECK(told(observe_text("#include \"subject/guarded.hpp\"\nhb::Mutex m; int a;  // HB_GUARDED_BY(m)", book),
               true) == "missing word:HB_GUARDED_BY@0");
    CHECK(told(observe_text("int a; char const* b = \"Mutex\"; int MutexLock;\n#pragma once\n#warning HB_GUARDED_BY\n",
                            book)) == "missing word:Mutex; missing word:HB_GUARDED_BY");
    CHECK(observe_text("int a;", book).findings.front().why ==
          "This exercise is to be solved with Mutex, and the code uses it nowhere.");
}
