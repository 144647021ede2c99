// The rules on the object file: what only its symbols show.

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "observed_rules.hpp"

using namespace hb::test;

TEST_CASE("The object shows what the text does not", "[rules]") {
    auto const [text, expected] = GENERATE(
        Case{"#include <cstdlib>\nstatic int const a = (std::exit(0), 1);", "symbol:exit@2"},
        Case{"#include <cstdlib>\ninline char const* const a = std::getenv(\"HOME\");", "symbol:getenv@2"},
        Case{"void* operator new(unsigned long size) { return reinterpret_cast<void*>(size); }",
             "symbol:operator new(unsigned long)@0"},
        Case{"#include <chrono>\nstd::chrono::steady_clock::time_point std::chrono::steady_clock::now() noexcept { "
             "return {}; }",
             "symbol:std::chrono::_V2::steady_clock::now()@0"},
        // Stores that ThreadSanitizer does not see.
        Case{"#include <iostream>\ninline std::istream& a(long& b) { return std::cin >> b; }\nstatic auto& c = a(*new "
             "long);",
             "symbol:streams in memory, reading from streams@0"},
        Case{"#include <iomanip>\n#include <complex>\ninline std::ostringstream a;",
             "symbol:streams in memory, reading from streams@0"},
        Case{"#include <charconv>\ninline double a;\nstatic auto b = std::from_chars(\"1\", \"1\", a);",
             "symbol:std::from_chars of floating point@0"},
        Case{"#include <cwchar>\ninline wchar_t a[2];\nstatic auto b = std::wmemset(a, L'a', 2);", "symbol:wmemset@3"},
        Case{"#include <cwchar>\ninline wchar_t a[2], *b;\nstatic auto c = std::wcstok(a, L\",\", &b);",
             "symbol:wcstok@3"},
        Case{"#include <cstdio>\n#include <cmath>\ninline double const a = (std::puts(\"exit\"), std::tgamma(2.5));",
             ""});
    CAPTURE(text);
    CHECK(told(observe_object(text), true) == expected);
}
