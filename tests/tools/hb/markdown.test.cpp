#include "markdown.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace hb;

TEST_CASE("a document is its sections, each with its line, anchor, tables, lists and code", "[markdown]") {
    auto const document = markdown::read(
        "before\n\n# A title: one\n\ntext `in code` more\n\n- item\n\n## Numbers & names\n\n| a | b |\n|---|---|\n"
        "| 1 | 2 |\n\n```\nblock\n```\n");
    REQUIRE(document.sections.size() == 3);
    CHECK(document.sections[0].level == 0);
    CHECK(document.sections[0].text.find("before") == 0);
    CHECK(document.sections[1].title == "A title: one");
    CHECK(document.sections[1].anchor == "a-title-one");
    CHECK(document.sections[1].line == 3);
    CHECK(document.sections[1].code == "in code\n");
    CHECK(document.sections[1].lists == 1);
    CHECK(document.sections[2].anchor == "numbers--names");
    CHECK(document.sections[2].line == 9);
    CHECK(document.sections[2].tables == 1);
    CHECK(document.sections[2].code == "block\n");
}

TEST_CASE("equal headings get different anchors", "[markdown]") {
    auto const document = markdown::read("# One\n# One\n# One `code`_x\n");
    REQUIRE(document.sections.size() == 4);
    CHECK(document.sections[1].anchor == "one");
    CHECK(document.sections[2].anchor == "one-1");
    CHECK(document.sections[3].anchor == "one-code_x");
}

TEST_CASE("links and images are found where they are, and not in code", "[markdown]") {
    auto const document = markdown::read(
        "[one](a.md)\n\n```\n[no](b.md)\n```\n\n`[no](c.md)` and ![image](d.png)\n\n| x |\n|---|\n| [two](e.md#x) "
        "|\n\n[three][ref]\n\n[ref]: f.md\n");
    REQUIRE(document.links.size() == 4);
    CHECK(document.links[0].target == "a.md");
    CHECK(document.links[0].line == 1);
    CHECK(document.links[1].target == "d.png");
    CHECK(document.links[1].line == 7);
    CHECK(document.links[2].target == "e.md#x");
    CHECK(document.links[2].line == 11);
    CHECK(document.links[3].target == "f.md");
}

TEST_CASE("any bytes are a document", "[markdown]") {
    CHECK(markdown::read("").sections.size() == 1);
    CHECK_NOTHROW(markdown::read(std::string{"# \0 \xff\xfe [x](\n#\n[", 14}));
}
