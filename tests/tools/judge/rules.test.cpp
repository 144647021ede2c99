// The rules: what breaks each of them, and what looks as if it did but is right. The second half matters more: a
// correct answer must never fail.

#include "judge/rules.hpp"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <filesystem>
#include <fstream>
#include <future>
#include <string>
#include <string_view>
#include <vector>

#include "judge/run_tool.hpp"

namespace hb::judge {
namespace {

using std::filesystem::path;

path const root{HB_ROOT};

/// A folder that is gone with the test.
class Folder {
public:
    Folder() : path_{std::filesystem::temp_directory_path() / ("rules_test_" + std::to_string(::getpid()))} {
        std::filesystem::create_directories(path_);
    }
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;
    ~Folder() { std::filesystem::remove_all(path_); }

    [[nodiscard]] path file(std::string const& name, std::string const& text) const {
        std::ofstream{path_ / name} << text;
        return path_ / name;
    }
    [[nodiscard]] path name(std::string const& name) const { return path_ / name; }

private:
    path path_;
};

Folder const& folder() {
    static Folder const folder;
    return folder;
}

/// `calls` is what the scenario does with the answer.
path scenarios(std::string const& name, std::string const& calls) {
    return folder().file(name, R"(#include <cstdint>
#include "subject/scenario.hpp"
static bool yields(std::int64_t seed, long position) { return seed == position; }
#include HB_ANSWER
namespace {
using hb::subject::Arguments;
using hb::subject::Values;
std::int64_t wanted_total(Arguments const& given) {
)" + calls + R"(
    return given.integer("wanted") + yields(given.integer("seed"), 1);
}
hb::subject::Scenario const asked{"asked", "what the answer says", {}, [](Arguments const& given) -> Values {
    return {{"total", wanted_total(given)}};
}};
}  // namespace
)");
}

RuleSubject subject(path const& answer, path const& asking, std::string const& object) {
    auto const file = folder().name(object);
    return {answer,
            asking,
            file,
            {HB_TEST_COMPILER, "-std=c++20", "-O1", "-I" + (root / "tools").string(),
             "-DHB_ANSWER=\"" + answer.string() + '"', "-o", file.string(), "-c", asking.string()}};
}

void compile(RuleSubject const& subject) {
    auto const compiler = run_tool(subject.compile);
    INFO(compiler.err);
    REQUIRE(compiler.status == 0);
}

/// Everything but the symbols: they come from an object that an empty answer made.
RulesEvidence observe_text(std::string const& text, RuleBook const& book = {}) {
    // Small, for speed. It only has to have names.
    static auto const asking = folder().file("text.cpp",
                                             "static int yields(int one, int integer) { return one + integer; }\n"
                                             "#include HB_ANSWER\nint asked() { return yields(1, 2); }\n");
    static auto const empty = [] {
        auto made = subject(folder().file("empty.hpp", ""), asking, "empty.o");
        compile(made);
        return made.object;
    }();
    auto observed = subject(folder().file("answer.hpp", text), asking, "answer.o");
    observed.object = empty;
    return observe_rules(observed, book);
}

/// Everything; the answer is compiled.
RulesEvidence observe_object(std::string const& text, RuleBook const& book = {}) {
    auto const observed = subject(folder().file("answer.hpp", text), scenarios("object.cpp", ""), "answer.o");
    compile(observed);
    return observe_rules(observed, book);
}

/// rule:text, or rule:text@line, of each finding.
std::string told(RulesEvidence const& evidence, bool with_lines = false) {
    std::string all = evidence.trouble;
    for (auto const& finding : evidence.findings) {
        all += (all.empty() ? "" : "; ") + finding.rule + ':' + finding.text;
        if (with_lines) all += '@' + std::to_string(finding.line);
    }
    return all;
}

struct Case {
    char const* text;
    char const* told;
};

void check(std::vector<Case> const& cases) {
    for (auto const& [text, expected] : cases) {
        CAPTURE(text);
        CHECK(told(observe_text(text)) == expected);
    }
}

bool has_fma() {
#if defined(__x86_64__)
    return __builtin_cpu_supports("fma") != 0;
#else
    return false;
#endif
}

TEST_CASE("Answers that use all of the standard library's threads break no rule", "[rules]") {
    CHECK(told(observe_object(R"(
#pragma once
/// fork() and close() the file, _exit, asm, __tsan_acquire, #pragma, [[gnu::constructor]], TSAN_OPTIONS: only words here.
#include <atomic>
#include <barrier>
#include <cassert>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <cstdio>
#include <functional>
#include <future>
#include <iostream>
#include <latch>
#include <map>
#include <memory>
#include <mutex>
#include <numeric>
#include <random>
#include <semaphore>
#include <shared_mutex>
#include <sstream>
#include <stdexcept>
#include <stop_token>
#include <thread>
#include <vector>
#include "subject/guarded.hpp"

using namespace std::chrono_literals;

std::mutex print;  // a global of an ordinary name, with a constructor
inline thread_local long calls = 0;
struct alignas(64) Line { std::atomic<long> count{0}; };
struct Pair { long first, second, third; };

class Account {
public:
    void add(long amount) { hb::MutexLock const lock{mutex_}; balance_ += amount; }
private:
    hb::Mutex mutex_;
    long balance_ HB_GUARDED_BY(mutex_) = 0;
};

[[nodiscard]] inline long everything(int n) {
    static std::string const once = "fork, exec, close and exit are words";
    std::shared_mutex shared;
    std::timed_mutex timed;
    (void)timed.try_lock_for(1ms);
    timed.unlock();
    { std::shared_lock const read{shared}; }
    std::unique_lock lock{print};
    std::condition_variable condition;
    condition.wait_for(lock, 1ms, [] { return true; });
    std::condition_variable_any any;
    std::stop_source stop;
    any.wait(lock, stop.get_token(), [] { return true; });
    std::atomic<int> flag{0};
    flag.wait(1);
    flag.notify_all();
    std::atomic<Pair> large;
    large.store({1, 2, 3});
    double plain = 0;
    std::atomic_ref<double>{plain}.fetch_add(1.0);
    std::barrier meet{1, []() noexcept {}};
    meet.arrive_and_wait();
    std::latch done{1};
    done.arrive_and_wait();
    std::counting_semaphore<4> slots{1};
    (void)slots.try_acquire_for(1ms);
    std::jthread worker{[](std::stop_token token) { while (!token.stop_requested()) std::this_thread::yield(); }};
    worker.request_stop();
    std::thread{[] { ++calls; }}.join();
    std::promise<int> promise;
    promise.set_value(1);
    std::packaged_task<int()> task{[] { return 1; }};
    task();
    auto later = std::async(std::launch::async, [n] { return n; });
    long sum = later.get() + promise.get_future().get() + static_cast<long>(std::thread::hardware_concurrency());
    std::once_flag flagged;
    std::call_once(flagged, [&] { ++sum; });
    Line line;
    line.count.fetch_add(1);
    try {
        if (n < 0) throw std::runtime_error{"negative"};
    } catch (std::exception const& error) {
        std::cerr << error.what() << std::endl;
    }
    assert(sum > 0);
    std::mt19937_64 random{1};
    plain += std::normal_distribution<>{}(random) + std::pow(plain, 1.5) + std::lgamma(plain) + std::cos(static_cast<float>(plain));
    std::map<int, std::function<long()>> functions{{1, [&] { return sum; }}};
    std::ostringstream text;
    text << plain << std::this_thread::get_id();
    std::printf("%s\n", text.str().c_str());
    std::this_thread::sleep_for(1ms);
    auto const start = std::chrono::steady_clock::now();
    std::unique_ptr<long[]> const many{new long[4]{}};
    auto shared_count = std::make_shared<long>(std::accumulate(many.get(), many.get() + 4, 0L));
    std::exception_ptr failure = std::make_exception_ptr(1);
    Account{}.add(1);
    return functions[1]() + *shared_count + (start.time_since_epoch().count() > 0) + static_cast<long>(once.size()) +
           (failure == nullptr);
}
inline long const answer = everything(1);
)"))
              .empty());
}

TEST_CASE("Classes may have members with the names of system functions", "[rules]") {
    CHECK(told(observe_object(R"(
#include <condition_variable>
#include <string>
#include <vector>
class Queue {
public:
    virtual ~Queue() = default;
    void open() { closed_ = false; }
    void close() { closed_ = true; }
    void wait() {}
    void exit() { close(); }
    void fork() {}
    void kill() {}
    void signal() {}
    int read(int count) const { return count; }
    int write(int count) const { return count; }
    virtual Queue* clone() const { return new Queue{*this}; }
private:
    bool closed_ = false;
};
void raise(Queue& queue, int) { queue.exit(); queue.fork(); queue.kill(); queue.signal(); }
long total = 0;
std::vector<int> ready;
thread_local int time_of_thread = 0;
struct Key { int value; };
namespace std {
template <>
struct hash<Key> {
    size_t operator()(Key key) const { return static_cast<size_t>(key.value); }
};
}  // namespace std
struct Pool {
    void* operator new(std::size_t size) { return ::operator new(size); }
    void operator delete(void* memory) { ::operator delete(memory); }
};
inline long use(Queue& queue) { long hb = 0; raise(queue, 1); delete queue.clone(); delete new Pool; return queue.read(1) + queue.write(2) + hb; }
)"))
              .empty());
}

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
    RuleBook book;
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
        {"void a(long, double); long b = 1; double c = 2.5; long d = 0x1eL; long long_double = 1L;", ""},
    });
}

TEST_CASE("An exercise forbids names of its own", "[rules]") {
    RuleBook book;
    book.forbidden = {"mutex"};
    CHECK(told(observe_text("#include <mutex>\n// no mutex here\nint shared_mutex;", book)).empty());
    CHECK(told(observe_text("#include <mutex>\n\nstd::mutex m;", book), true) == "forbidden word:mutex@3");

    book.forbidden = {"exchange"};
    CHECK(told(observe_text("int a(int& b) { return std::exchange(b, 0); }", book)).empty());
    for (char const* text : {"int a = b.exchange(1);", "int a = b->exchange(1);", "auto a = &B::exchange;"}) {
        CHECK(told(observe_text(text, book)) == "forbidden word:exchange");
    }
}

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

TEST_CASE("The object shows what the text does not", "[rules]") {
    auto const [text, expected] = GENERATE(
        Case{"#include <cstdlib>\nstatic int const a = (std::exit(0), 1);", "symbol:exit@2"},
        Case{"#include <cstdlib>\ninline char const* const a = std::getenv(\"HOME\");", "symbol:getenv@2"},
        Case{"void* operator new(unsigned long size) { return reinterpret_cast<void*>(size); }",
             "symbol:operator new(unsigned long)@0"},
        Case{"#include <chrono>\nstd::chrono::steady_clock::time_point std::chrono::steady_clock::now() noexcept { "
             "return {}; }",
             "symbol:std::chrono::_V2::steady_clock::now()@0"},
        Case{"#include <cstdio>\n#include <cmath>\ninline double const a = (std::puts(\"exit\"), std::tgamma(2.5));",
             ""});
    CAPTURE(text);
    CHECK(told(observe_object(text), true) == expected);
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

TEST_CASE("A file that does not preprocess is trouble, and its text is still read", "[rules]") {
    auto const evidence = observe_text("#if 1\nint _exit;\n");
    CHECK(evidence.trouble.find("error:") != std::string::npos);
    REQUIRE_FALSE(evidence.findings.empty());
    CHECK(evidence.findings.front().text == "_exit");
}

}  // namespace
}  // namespace hb::judge
