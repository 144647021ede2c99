#include "tsan/src/bit_field.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace hb::tsan;

TEST_CASE("Bit-fields are those that a width is declared for, in rows that nothing interrupts", "[bit_field]") {
    auto const rows = bit_fields_in(
        "struct A { unsigned lamp : 1 = 0; bool on() const; unsigned level : 6 {3}, depth : 2; };\n"
        "struct B : A { std::uint8_t tag : 3; unsigned : 0; int other : 2; int shade : 4; };\n"
        "int pick(bool b) { int shade = b ? lamp : 1; switch (shade) { case lamp : 1; } return shade; }\n");
    CHECK(rows == std::vector<BitFields>{{"lamp"}, {"level", "depth"}, {"tag"}, {"other"}});
    CHECK(share_memory(rows, "depth", "level"));
    CHECK_FALSE(share_memory(rows, "lamp", "level"));
    CHECK_FALSE(is_bit_field(rows, "shade"));  // a variable has that name, too
}
