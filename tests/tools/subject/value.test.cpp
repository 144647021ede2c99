#include "subject/value.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <limits>
#include <random>
#include <stdexcept>

#include "subject/scenario.hpp"

using namespace hb::subject;

TEST_CASE("every value comes back from its encoding as it was", "[wire]") {
    auto const value = GENERATE(Value{0}, Value{std::numeric_limits<std::int64_t>::min()}, Value{0.1}, Value{-1e300},
                                Value{""}, Value{"a b,c=d%e\n[f]"}, Value{Integers{}}, Value{Integers{-1, 2}},
                                Value{Texts{}}, Value{Texts{""}}, Value{Texts{"A load, counter 0", ""}});
    auto const text = encode(value);
    CAPTURE(text);
    CHECK(decode(text) == value);
    CHECK(text.find_first_of(" \n") == std::string::npos);
}

TEST_CASE("named values come back in their order", "[wire]") {
    Values const values{{"total", 3}, {"steps", Texts{"A load", "B load"}}, {"odd name", 0.5}};
    CHECK(decode_values(encode(values)) == values);
    CHECK(decode_values("").empty());
}

TEST_CASE("what encode cannot have written is rejected", "[wire]") {
    auto const text =
        GENERATE("", "x", "i:", "i:12x", "d:zz", "s:%4", "s:%zz", "l:1,,2", "t:2,a", "q:1", "i:99999999999999999999");
    CAPTURE(text);
    CHECK_THROWS_AS(decode(text), std::invalid_argument);
    CHECK_THROWS_AS(decode_values("name"), std::invalid_argument);
}

TEST_CASE("random bytes never do more than throw", "[wire]") {
    std::mt19937_64 random{20261121};
    for (int i = 0; i < 20'000; ++i) {
        std::string text;
        for (auto length = random() % 24; length > 0; --length)
            text += "idslt:%,= 019ax\n"[random() % 16];
        try {
            auto const values = decode_values(text);
            CHECK(decode_values(encode(values)) == values);
        } catch (std::invalid_argument const&) {
            continue;
        }
    }
}

TEST_CASE("mixed depends on the seed and on the position, and on nothing else", "[wire]") {
    STATIC_CHECK(mixed(1, 2) == mixed(1, 2));
    STATIC_CHECK(mixed(1, 2) != mixed(2, 1));
    STATIC_CHECK(mixed(1, 2) != mixed(1, 3));
}
