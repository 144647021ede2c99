#pragma once
/// What our checks must know of a Markdown document: its headings, what stands below each, and its links. Read by md4c
/// in GitHub's dialect.

#include <string>
#include <string_view>
#include <vector>

namespace hb::markdown {

/// A heading with everything down to the next one, of whatever level. The first section is what stands before any
/// heading; its level is 0.
struct Section {
    int level = 0;
    std::string title;
    std::string anchor;  ///< as GitHub makes it: "what-the-tools-see"
    int line = 1;        ///< of the heading; the first is 1
    std::string text;    ///< all of its text, code included, with one space for each line break
    std::string code;    ///< code blocks and code spans alone, a line each
    int tables = 0;
    int lists = 0;
};

struct Link {
    std::string target;  ///< as it was written: "../README.md#numbers"
    int line = 0;
};

struct Document {
    std::vector<Section> sections;
    std::vector<Link> links;  ///< images too
};

/// Any text is a document. Throws std::bad_alloc at worst.
[[nodiscard]] Document read(std::string_view source);

}  // namespace hb::markdown
